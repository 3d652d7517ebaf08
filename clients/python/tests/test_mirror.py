from django.contrib.auth import get_user_model
from django.test import TestCase
from ostiary import OstiaryError
from ostiary.django.conf import forget_conf, get_conf
from ostiary.django.mirror import DjangoMirror, Lease
from ostiary.django.models import OstiaryState, OstiaryUser
from ostiary.django.users import user_mirrored

from configured import configured
from fake_ostiary import SERVICE, user

User = get_user_model()


class MirrorTest(TestCase):
    def setUp(self):
        self.addCleanup(forget_conf)
        self.lease = Lease()
        self.assertTrue(self.lease.take())
        self.lost = []

    def mirror(self, lease=None):
        forget_conf()
        return DjangoMirror(get_conf(), lease or self.lease, lambda: self.lost.append(1))

    @staticmethod
    def lines(*users, entry="everyone", cursor="1a"):
        yield {"kind": "start", "cursor": cursor, "position": 1, "service": {**SERVICE, "entry": entry}}
        yield {
            "kind": "role",
            "role": {"id": "r", "name": "clerk", "level": 3, "permissions": [], "access": None},
        }
        yield from ({"kind": "user", "user": one} for one in users)
        yield {"kind": "end", "users": len(users)}

    @staticmethod
    def item(record, reason=None, sub=None):
        return {"kind": "user", "sub": sub or record["sub"], "user": record, "reason": reason, "position": 1, "at": 1}

    def test_a_snapshot_takes_the_place_of_everything(self):
        with configured(MIRROR="thread"):
            mirror = self.mirror()
            mirror.replace(self.lines(user("ada", role_ids=["r"]), user("bea")))
            self.assertEqual(OstiaryUser.objects.get(sub="ada").roles, ["clerk"])
            self.assertEqual(mirror.open(), "1a")
            mirror.replace(self.lines(user("bea"), user("cyd"), cursor="2a"))
            self.assertEqual(OstiaryUser.objects.get(sub="ada").gone, "deleted")
            self.assertEqual(User.objects.filter(is_active=True).count(), 2)
            mirror.replace(self.lines(user("bea"), entry="granted"))
            self.assertEqual(OstiaryUser.objects.get(sub="cyd").gone, "no_access")
            self.assertEqual(User.objects.get(ostiary="cyd").username, "cyd")

    def test_one_that_breaks_off_is_taken_again(self):
        with configured(MIRROR="thread"):
            mirror = self.mirror()
            mirror.replace(self.lines(user("ada")))

            def broken():
                yield from list(self.lines(user("bea"), cursor="9a"))[:-1]
                raise OstiaryError("unavailable", "It broke off.")

            with self.assertRaises(OstiaryError):
                mirror.replace(broken())
            self.assertIsNone(mirror.open())
            self.assertIsNone(OstiaryUser.objects.get(sub="ada").gone)

    def test_items_and_their_cursor_are_kept_together(self):
        with configured(MIRROR="thread"):
            mirror = self.mirror()
            mirror.replace(self.lines(user("ada")))
            mirror.apply([self.item(user("ada", email="a@example.com")), self.item(user("bea"))], "5a")
            self.assertEqual(User.objects.get(ostiary="ada").email, "a@example.com")

            def fail(**_kwargs):
                raise RuntimeError

            user_mirrored.connect(fail)
            self.addCleanup(user_mirrored.disconnect, fail)
            with self.assertRaises(RuntimeError):
                mirror.apply([self.item(user("cyd"))], "6a")
            self.assertEqual(mirror.open(), "5a")
            self.assertFalse(OstiaryUser.objects.filter(sub="cyd").exists())

    def test_whoever_is_deleted_leaves_nothing_personal(self):
        ada = user("ada", email="a@example.com", first_name="Ada", last_name="L")
        with configured(MIRROR="thread"):
            mirror = self.mirror()
            mirror.apply([self.item(ada)], "1a")
            mirror.apply([self.item(None, "deleted", "ada")], "2a")
            kept = User.objects.get()
            found = (kept.username, kept.email, kept.first_name, kept.is_active, kept.ostiary.record)
            self.assertEqual(found, ("ada", "", "", False, None))
        with configured(MIRROR="thread", ON_DELETED="delete"):
            self.mirror().apply([self.item(user("bea")), self.item(None, "deleted", "bea")], "3a")
            self.assertFalse(User.objects.filter(username="bea").exists())
            self.assertEqual(OstiaryUser.objects.get(sub="bea").gone, "deleted")

    def test_access_that_is_taken_and_given_again_is_of_the_same_row(self):
        with configured(MIRROR="thread"):
            mirror = self.mirror()
            mirror.apply([self.item(user("ada", email="a@example.com"))], "1a")
            pk = User.objects.get().pk
            mirror.apply([self.item(None, "no_access", "ada")], "2a")
            self.assertEqual(User.objects.values_list("is_active", "email").get(), (False, "a@example.com"))
            mirror.apply([self.item(user("ada"))], "3a")
            self.assertEqual(User.objects.values_list("pk", "is_active").get(), (pk, True))

    def test_rows_from_before_are_found_as_the_settings_say(self):
        old = [User.objects.create(username=f"old{n}", email=f"Old{n}@example.com") for n in range(4)]
        User.objects.create(username="twin", email="old3@example.com")
        with configured(MIRROR="thread", LINK_EXISTING="external_id", EXTERNAL_ID_PREFIX="shop-"):
            wrong = [user(f"w{n}", external_id=value) for n, value in enumerate(("shop-x", str(old[0].pk), None))]
            items = [self.item(user("ada", external_id=f"shop-{old[0].pk}")), *map(self.item, wrong)]
            self.mirror().apply(items, "1a")
            self.assertEqual(User.objects.get(ostiary="ada").pk, old[0].pk)
            self.assertEqual(User.objects.filter(pk__gt=old[3].pk + 1).count(), 3)
        with configured(MIRROR="thread", LINK_EXISTING="email"):
            found = [user("bea", email="old1@example.com"), user("dan", email="old3@example.com")]
            self.mirror().apply(list(map(self.item, found)), "2a")
            self.assertEqual(User.objects.get(ostiary="bea").pk, old[1].pk)
            # Two have it.
            self.assertNotIn(User.objects.get(ostiary="dan").pk, (old[3].pk, old[3].pk + 1))
        with configured(MIRROR="thread", LINK_EXISTING="username"):
            self.mirror().apply([self.item(user("cyd", username="old2"))], "3a")
            self.assertEqual(User.objects.get(ostiary="cyd").pk, old[2].pk)
            # Whoever is somebody already is not somebody else as well.
            self.mirror().apply([self.item(user("eve", username="old2"))], "4a")
            self.assertNotEqual(User.objects.get(ostiary="eve").pk, old[2].pk)

    def test_a_name_that_is_taken_or_missing_is_replaced_by_the_id(self):
        local = User.objects.create(username="ada")
        with configured(MIRROR="thread"):
            records = [user("u1", username="ada"), user("u2", username=None), user("u3", username="x" * 400)]
            self.mirror().apply(list(map(self.item, records)), "1a")
            names = [User.objects.get(ostiary=sub).username for sub in ("u1", "u2", "u3")]
            self.assertEqual(names, ["u1", "u2", "x" * 150])
            local.delete()
            self.mirror().apply([self.item(user("u1", username="ada", email="now@example.com"))], "2a")
            self.assertEqual(User.objects.get(ostiary="u1").username, "ada")

    def test_flags_are_written_only_where_the_settings_say_so(self):
        boss = user("boss", is_staff=True, is_superuser=True)
        with configured(MIRROR="thread"):
            self.mirror().apply([self.item(boss)], "1a")
            self.assertFalse(User.objects.get().is_staff or User.objects.get().is_superuser)
        with configured(MIRROR="thread", USER_FIELDS={"username": "username", "is_staff": "is_staff"}):
            self.mirror().apply([self.item({**boss, "email": "b@example.com"})], "2a")
            self.assertTrue(User.objects.get().is_staff)
            self.assertEqual((User.objects.get().email, User.objects.get().is_superuser), ("", False))

    def test_only_one_process_writes(self):
        other = Lease()
        self.assertFalse(other.take())
        with configured(MIRROR="thread"):
            with self.assertRaises(OstiaryError):
                self.mirror(other).apply([self.item(user("ada"))], "1a")
            self.assertEqual((self.lost, User.objects.count()), ([1], 0))
            OstiaryState.objects.update(held_until="2000-01-01T00:00:00Z")
            self.assertTrue(other.take())
            with self.assertRaises(OstiaryError):
                self.mirror().apply([self.item(user("ada"))], "1a")
            other.give_back()
            self.assertTrue(self.lease.take())

    def test_what_has_not_changed_is_not_written(self):
        with configured(MIRROR="thread"):
            mirror = self.mirror()
            people = [user(f"u{n}") for n in range(50)]
            mirror.replace(self.lines(*people))
            told = []
            receiver = lambda **found: told.append(found["record"])  # noqa: E731
            user_mirrored.connect(receiver)
            self.addCleanup(user_mirrored.disconnect, receiver)
            mirror.replace(self.lines(*people[:-1], {**people[-1], "email": "new@example.com"}))
            self.assertEqual([one["sub"] for one in told], ["u49"])
