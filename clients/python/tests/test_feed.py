import os
import time
import unittest

from ostiary import Options, Ostiary, OstiaryError, Refused
from ostiary.events import read_events
from ostiary.http import base_url
from ostiary.pace import Pace, backoff
from ostiary.wire import read_item, read_line

from fake_ostiary import AUDIENCE, FakeOstiary, SigningKey, until, user

QUICK = Pace(silence=1, snapshot_stall=2, backoff_first=0.02, backoff_most=0.1, refused_retry=0.1, poll_wait=1)


class WithFake(unittest.TestCase):
    def setUp(self):
        self.fake = FakeOstiary()
        self.addCleanup(self.fake.close)

    def start(self, **options):
        given = {"url": self.fake.url, "audience": AUDIENCE, "key": "osk_test", "pace": QUICK, **options}
        ostiary = Ostiary(Options(**given))
        self.addCleanup(ostiary.close)
        return ostiary

    def refusal(self, ostiary, token):
        try:
            ostiary.subject_of(token)
        except Refused as refused:
            return refused.code
        return None


class OstiaryTest(WithFake):
    def test_denies_what_the_feed_tells(self):
        ostiary = self.start()
        tokens = {
            "session": self.fake.token(sid="s"),
            "token": self.fake.token(sid="t", jti="j"),
            "grant": self.fake.token(sid="g", grant_id="gr"),
        }
        for what, id_ in (("session", "s"), ("token", "j"), ("grant", "gr")):
            self.assertEqual(ostiary.subject_of(tokens[what]).sub, "ada")
            self.fake.tell(kind="revoked", what=what, id=id_)
            until(lambda what=what: self.refusal(ostiary, tokens[what]) == "token_revoked")
        token = self.fake.token()
        self.fake.tell(kind="user", sub="ada", user=user("ada", is_active=False))
        until(lambda: self.refusal(ostiary, token) == "user_inactive")
        self.fake.tell(kind="user", sub="ada", user=None, reason="deleted")
        until(lambda: self.refusal(ostiary, token) == "user_deleted")
        self.assertEqual(ostiary.status()["transport"], "stream")

    def test_asks_nobody_per_request(self):
        ostiary = self.start()
        token = self.fake.token()
        ostiary.subject_of(token)
        until(lambda: ostiary.status()["state"] == "live")
        before = len(self.fake.requests)
        for _ in range(100):
            ostiary.subject_of(token)
        self.assertEqual(len(self.fake.requests), before)

    def test_hears_at_its_start_what_was_revoked_before(self):
        self.fake.tell(kind="revoked", what="session", id="s")
        self.assertEqual(self.refusal(self.start(), self.fake.token(sid="s")), "token_revoked")

    def test_knows_roles_groups_and_access_as_they_are_now(self):
        role = {"id": "r", "name": "clerk", "level": 3, "permissions": ["orders.refund"], "access": None}
        group = {"id": "g", "name": "desk", "role_ids": ["r"], "access": {"level": "reader", "data": {}}}
        self.fake.roles["r"], self.fake.groups["g"] = role, group
        ostiary = self.start()
        token = self.fake.token(roles=["clerk"], permissions=["orders.refund", "gone"])
        subject = ostiary.subject_of(token)
        self.assertEqual((subject.roles, subject.permissions, subject.level), (("clerk",), ("orders.refund",), 3))
        self.fake.tell(kind="user", sub="ada", user=user("ada", group_ids=["g"]))
        until(lambda: ostiary.subject_of(token).has_access("reader"))
        self.assertFalse(ostiary.subject_of(token).has_access("editor"))
        self.assertTrue(ostiary.subject_of(token).has_role("clerk"))
        self.fake.tell(kind="role", id="r", role={**role, "permissions": []})
        until(lambda: ostiary.subject_of(token).permissions == ())
        self.fake.tell(kind="group", id="g", group=None)
        until(lambda: ostiary.subject_of(token).access is None)

    def test_is_told_by_pages_where_a_stream_does_not_come(self):
        for way in ("plain", "silent"):
            self.fake.way = way
            ostiary = self.start(start_timeout_seconds=20)
            token = self.fake.token(sid=way)
            self.assertEqual(ostiary.subject_of(token).sub, "ada")
            self.assertEqual(ostiary.status()["transport"], "poll")
            self.fake.tell(kind="revoked", what="session", id=way)
            until(lambda: self.refusal(ostiary, token) == "token_revoked")

    def test_takes_a_snapshot_when_its_place_is_gone_or_too_much_changed(self):
        ostiary = self.start()
        ostiary.start()
        self.assertEqual(self.fake.count("/feed/snapshot"), 1)
        tokens = {name: self.fake.token(sid=name) for name in ("at a reset", "elsewhere")}
        with self.fake.changed:
            # Before the snapshot, but behind what it replaces.
            self.fake.tell(kind="reset")
            self.fake.tell(kind="revoked", what="session", id="at a reset")
        until(lambda: self.fake.count("/feed/snapshot") == 2)
        until(lambda: self.refusal(ostiary, tokens["at a reset"]) == "token_revoked")
        with self.fake.changed:
            self.fake.history = "b"
            self.fake.tell(kind="revoked", what="session", id="elsewhere")
        until(lambda: self.fake.count("/feed/snapshot") == 3)
        until(lambda: self.refusal(ostiary, tokens["elsewhere"]) == "token_revoked")
        token = self.fake.token(sid="new")
        self.fake.tell(kind="revoked", what="session", id="new")
        until(lambda: self.refusal(ostiary, token) == "token_revoked")

    def test_takes_nobodys_word_when_the_feed_is_silent(self):
        for when_silent, answer in (("refuse", "feed_stale"), ("introspect", "token_revoked")):
            self.fake.way = "stream"
            ostiary = self.start(max_silence_seconds=1, when_silent=when_silent)
            token = self.fake.token()
            self.assertIsNone(self.refusal(ostiary, token))
            self.fake.way, self.fake.is_key_refused = "silent", when_silent == "refuse"
            until(lambda answer=answer: self.refusal(ostiary, token) == answer)
            self.fake.is_key_refused = False
            ostiary.close()

    def test_says_so_when_its_key_is_refused(self):
        self.fake.is_key_refused = True
        ostiary = self.start(when_silent="refuse")
        self.assertEqual(self.refusal(ostiary, self.fake.token()), "feed_stale")
        self.assertEqual(ostiary.status()["state"], "key_refused")
        self.fake.is_key_refused = False
        until(lambda: self.refusal(ostiary, self.fake.token()) is None)

    def test_does_not_start_for_a_key_of_another_service(self):
        with self.assertRaises(OstiaryError) as caught:
            self.start(audience="https://other.example").start()
        self.assertEqual(caught.exception.code, "audience_mismatch")

    def test_reads_the_keys_again_when_it_is_told_to(self):
        ostiary = self.start()
        ostiary.subject_of(self.fake.token())
        self.fake.keys.append(SigningKey())
        before = self.fake.count("/jwks")
        self.fake.tell(kind="keys")
        until(lambda: self.fake.count("/jwks") > before)
        self.assertEqual(ostiary.subject_of(self.fake.token()).sub, "ada")

    def test_refuses_a_token_that_is_bound_to_a_key(self):
        self.assertEqual(self.refusal(self.start(), self.fake.token(cnf={"jkt": "x"})), "token_invalid")

    def test_asks_about_opaque_tokens_once_in_a_few_seconds(self):
        ostiary = self.start()
        self.fake.introspection = {"active": True, "sub": "ada", "roles": ["clerk"], "permissions": [], "sid": "s"}
        for _ in range(10):
            self.assertEqual(ostiary.subject_of("oat_x").roles, ("clerk",))
        self.assertEqual(self.fake.count("/o/introspect"), 1)
        self.fake.introspection = {"active": False}
        self.fake.tell(kind="revoked", what="session", id="s")
        until(lambda: self.refusal(ostiary, "oat_x") is not None)

    def test_looks_users_up_where_it_should(self):
        self.fake.users["ada"] = user("ada", is_staff=True, email="ada@example.com")
        subject = self.start(look_up_users=True).subject_of(self.fake.token())
        self.assertTrue(subject.is_staff)
        self.assertEqual(subject.profile["email"], "ada@example.com")
        self.assertFalse(self.start().subject_of(self.fake.token()).is_staff)

    @unittest.skipUnless(hasattr(os, "fork"), "forks")
    def test_begins_anew_after_a_fork(self):
        ostiary = self.start()
        token = self.fake.token()
        ostiary.subject_of(token)
        reader, writer = os.pipe()
        pid = os.fork()
        if pid == 0:
            answer = b"failed"
            try:
                ostiary.subject_of(token)
                self.fake.url and os.write(writer, b"ready\n")
                deadline = time.monotonic() + 15
                while time.monotonic() < deadline and answer != b"token_revoked":
                    answer = (self.refusal(ostiary, token) or "good").encode()
                    time.sleep(0.01)
            finally:
                os.write(writer, answer)
                os._exit(0)
        self.assertEqual(os.read(reader, 6), b"ready\n")
        self.fake.tell(kind="revoked", what="session", id="sid-ada")
        self.assertEqual(os.read(reader, 100), b"token_revoked")
        os.waitpid(pid, 0)


class WireTest(unittest.TestCase):
    def test_reads_an_event_stream_whatever_else_comes(self):
        text = (
            'retry: 1000\n\n: comment\n\nevent: item\ndata: {"kind": "keys",\ndata: "position": 1, "at": 2}\n\n'
            'event: other\ndata: x\n\nevent: item\nid: 7\ndata:{"kind":"new","position":1,"at":2}\n\n'
            'event: beat\ndata: {"cursor": "8"}\n\nevent: item\ndata: cut off'
        )
        batches = [tuple(batch) for batch in read_events(iter(text.split("\n")))]
        keys = {"kind": "keys", "position": 1, "at": 2}
        self.assertEqual(batches, [([keys], None, False), ([], "7", False), ([], "8", True)])

    def test_refuses_what_is_not_as_it_should_be(self):
        base = {"position": 1, "at": 1}
        wrong = [
            *[{"kind": "user", "sub": "a", "user": None}, {"kind": "revoked", "what": "x", "id": "y"}],
            *[{"kind": "user", "sub": "a", "user": user("b")}, {"kind": "role", "id": "a"}, {"kind": 7}, []],
        ]
        for item in wrong:
            with self.assertRaises(OstiaryError):
                read_item({**base, **item} if isinstance(item, dict) else item)
        self.assertIsNone(read_item({**base, "kind": "newer"}))
        self.assertIsNone(read_line({"kind": "newer"}))
        with self.assertRaises(OstiaryError):
            read_line({"kind": "user", "user": {}})

    def test_waits_longer_each_time_and_as_long_as_it_is_asked_to(self):
        waits = [backoff(Pace(), failures, chance=1) for failures in range(1, 40)]
        self.assertEqual((waits, waits[0], waits[-1]), (sorted(waits), 0.25, 10.0))
        self.assertEqual(backoff(Pace(), 1, chance=0, retry_after=30), 30)
        self.assertLessEqual(backoff(Pace(), 1, chance=1, retry_after=1e9), 375)

    def test_takes_addresses_of_servers_alone(self):
        self.assertEqual(base_url("https://id.example.org/", "url"), "https://id.example.org")
        for wrong in ("id.example.org", "ftp://x", "https://a:b@x", "https://x?y", "https://x#y", "", None):
            with self.assertRaises(OstiaryError):
                base_url(wrong, "url")
