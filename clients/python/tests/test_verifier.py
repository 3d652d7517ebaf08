import hashlib
import hmac
import json
import random
import time
import unittest

from jwt.utils import base64url_encode
from ostiary import Http, KeySet, Refused, Verifier
from ostiary.revocations import Revocations
from ostiary.verifier import is_canonical

from fake_ostiary import AUDIENCE, FakeOstiary, SigningKey


class Clock:
    def __init__(self):
        self.offset = 0.0

    def __call__(self):
        return time.monotonic() + self.offset


class VerifierTest(unittest.TestCase):
    def setUp(self):
        self.fake = FakeOstiary()
        self.addCleanup(self.fake.close)
        self.clock = Clock()
        self.keys = KeySet(
            Http("osk"),
            self.fake.url,
            self.fake.url,
            clock=self.clock,
            on_key_gone=lambda: self.verifier.forget_all(),
        )
        self.verifier = Verifier(self.keys, AUDIENCE, leeway_seconds=5, max_verified_tokens=100)

    def refusal(self, token):
        with self.assertRaises(Refused) as caught:
            self.verifier.check(token)
        return caught.exception.code

    def test_accepts_what_ostiary_signs_with(self):
        for algorithm in ("ES256", "EdDSA", "RS256"):
            self.fake.keys.append(SigningKey(algorithm))
            self.assertEqual(self.verifier.check(self.fake.token()).claims["sub"], "ada")

    def test_asks_nobody_for_a_token_whose_key_is_known(self):
        token = self.fake.token()
        self.verifier.check(token)
        before = len(self.fake.requests)
        for _ in range(50):
            self.verifier.check(token)
            self.verifier.check(self.fake.token())
        self.assertEqual(len(self.fake.requests), before)

    def test_looks_for_an_unknown_key_once_in_a_while(self):
        self.verifier.check(self.fake.token())
        stranger = SigningKey()
        for _ in range(10):
            self.assertEqual(self.refusal(self.fake.token(key=stranger)), "token_invalid")
        self.assertEqual(self.fake.count("/jwks"), 2)
        self.clock.offset += 31
        self.fake.keys.append(stranger)
        self.assertEqual(self.verifier.check(self.fake.token(key=stranger)).claims["sub"], "ada")
        # It was no guess.
        self.fake.keys.append(SigningKey())
        self.verifier.check(self.fake.token())

    def test_does_not_believe_in_a_key_that_is_gone(self):
        token = self.fake.token()
        self.verifier.check(token)
        self.fake.keys[:] = [SigningKey()]
        self.keys.load()
        self.assertEqual(self.refusal(token), "token_invalid")

    def test_says_that_nobody_knows_while_the_keys_cannot_be_read(self):
        self.fake.keys[:] = []
        stranger = SigningKey()
        with self.assertRaises(Refused) as caught:
            self.verifier.check(self.fake.token(key=stranger))
        self.assertTrue(caught.exception.is_unavailable)

    def test_refuses_what_is_not_for_this_service_or_of_another_time(self):
        now = int(time.time())
        token = self.fake.token
        self.assertEqual(self.refusal(token(aud="https://other.example")), "token_wrong_audience")
        self.assertEqual(self.refusal(token(aud=None)), "token_wrong_audience")
        self.assertEqual(self.refusal(token(exp=now - 6)), "token_expired")
        self.assertEqual(self.refusal(token(iss="https://other.example")), "token_invalid")
        self.assertEqual(self.refusal(token(iat=now + 60)), "token_invalid")
        self.assertEqual(self.refusal(token(nbf=now + 60)), "token_invalid")
        for missing in ("exp", "iat", "sub", "jti"):
            self.assertEqual(self.refusal(token(**{missing: None})), "token_invalid")
        self.assertEqual(self.refusal(token(roles="owner")), "token_invalid")
        self.verifier.check(token(aud=[AUDIENCE, "https://other.example"], exp=now - 3))

    def test_refuses_other_kinds_of_tokens(self):
        for headers in ({"typ": "JWT"}, {"typ": None}, {"crit": ["b64"]}, {"kid": None}):
            self.assertEqual(self.refusal(self.fake.token(headers=headers)), "token_invalid")
        self.verifier.check(self.fake.token(headers={"typ": "application/AT+JWT"}))

    def test_refuses_a_forged_signature(self):
        token = self.fake.token()
        head, claims, signature = token.split(".")
        for forged in (f"{head}.{claims}.", f"{head}.{claims}.{signature[::-1]}", f"{head}.{claims}", f" {token}"):
            self.assertEqual(self.refusal(forged), "token_invalid")
        # Another way to write the same.
        self.assertEqual(self.refusal(f"{token}="), "token_invalid")
        for algorithm in ("none", "HS256", "ES384"):
            said = {"alg": algorithm, "typ": "at+jwt", "kid": self.fake.keys[0].kid}
            content = f"{base64url_encode(json.dumps(said).encode()).decode()}.{claims}"
            secret = json.dumps(self.fake.keys[0].jwk).encode()
            mac = hmac.new(secret, content.encode(), hashlib.sha256).digest()
            self.assertEqual(self.refusal(f"{content}.{base64url_encode(mac).decode()}"), "token_invalid")

    def test_does_not_let_a_token_choose_the_algorithm(self):
        self.fake.keys.append(SigningKey("RS256"))
        wrong = SigningKey("ES256")
        wrong.kid = self.fake.keys[-1].kid
        self.assertEqual(self.refusal(self.fake.token(key=wrong)), "token_invalid")

    def test_remembers_no_more_tokens_than_it_may(self):
        for _ in range(300):
            self.verifier.check(self.fake.token())
        self.assertLessEqual(self.verifier.remembered_tokens, 101)

    def test_knows_canonical_base64url(self):
        for length in range(64):
            self.assertTrue(is_canonical(base64url_encode(bytes(range(length))).decode()))
        for text in ("A", "AB", "A=", "AAB", "A A", "A+"):
            self.assertFalse(is_canonical(text))


class RevocationsTest(unittest.TestCase):
    def test_never_takes_what_it_forgot_for_good(self):
        chance = random.Random(9)
        for _ in range(40):
            revocations = Revocations(longest_token_seconds=100, leeway_seconds=2, max_entries=8)
            revoked, now = {}, 1000.0
            for number in range(60):
                now += chance.random() * 8
                at = now - chance.random() * 4
                revocations.add([{"kind": "revoked", "what": "session", "id": str(number), "at": at * 1000}], now)
                revoked[str(number)] = at
                sid = chance.choice(list(revoked))
                issued_at = revoked[sid] - chance.random() * 50
                if issued_at + 100 > now:
                    is_denied = revocations.find_denial({"sid": sid}) is not None
                    self.assertTrue(is_denied or not revocations.covers(issued_at, now))
                self.assertLessEqual(len(revocations), 8)
