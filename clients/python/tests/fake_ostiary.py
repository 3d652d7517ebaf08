"""An Ostiary of a few routes, in this process, that does what a test tells it to."""

import json
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from jwt.algorithms import OKPAlgorithm, RSAAlgorithm
from jwt.utils import base64url_encode

AUDIENCE = "https://orders.example.org"
SERVICE = {
    **{"id": "s1", "name": "Orders", "audience": AUDIENCE, "entry": "everyone"},
    **{"access_levels": ["reader", "editor"], "fields": []},
}


def _to_jwk(algorithm, key):
    public = key.public_key()
    if algorithm == "ES256":
        numbers = public.public_numbers()
        parts = {name: base64url_encode(getattr(numbers, name).to_bytes(32, "big")).decode() for name in ("x", "y")}
        return {"kty": "EC", "crv": "P-256", **parts}
    reader = OKPAlgorithm if algorithm == "EdDSA" else RSAAlgorithm
    jwk = reader.to_jwk(public)
    return json.loads(jwk) if isinstance(jwk, str) else jwk


class SigningKey:
    def __init__(self, algorithm="ES256"):
        self.kid, self.algorithm = uuid.uuid4().hex, algorithm
        if algorithm == "ES256":
            self.private = ec.generate_private_key(ec.SECP256R1())
        elif algorithm == "EdDSA":
            self.private = ed25519.Ed25519PrivateKey.generate()
        else:
            self.private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.jwk = {**_to_jwk(algorithm, self.private), "kid": self.kid, "alg": algorithm, "use": "sig"}


def user(sub, **more):
    flags = {"is_active": True, "is_staff": False, "is_superuser": False}
    return {"sub": sub, **flags, "role_ids": [], "group_ids": [], "access": None, "username": sub, **more}


class FakeOstiary:
    def __init__(self):
        self.keys = [SigningKey()]
        self.roles, self.groups, self.users = {}, {}, {}
        self.items = []
        self.position = 0
        self.requests = []
        #: `stream`, `plain` (a stream is not known on the way) or `silent` (it is held back there).
        self.way = "stream"
        self.is_key_refused = False
        self.history = "a"
        self.introspection = {"active": False}
        self.changed = threading.Condition()
        fake = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_args):
                pass

            def do_GET(self):
                fake.answer(self)

            do_POST = do_GET

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.is_closed = False

    def close(self):
        self.is_closed = True
        with self.changed:
            self.changed.notify_all()
        self.server.shutdown()
        self.server.server_close()

    def tell(self, **item):
        with self.changed:
            self.position += 1
            self.items.append({"position": self.position, "at": int(time.time() * 1000), **item})
            self.changed.notify_all()

    def token(self, sub="ada", key=None, headers=None, **claims):
        key = key or self.keys[-1]
        now = int(time.time())
        usual = {"iss": self.url, "sub": sub, "aud": AUDIENCE, "iat": now, "exp": now + 300, "jti": uuid.uuid4().hex}
        said = {name: value for name, value in {**usual, "sid": f"sid-{sub}", **claims}.items() if value is not None}
        header = {"typ": "at+jwt", "kid": key.kid, **(headers or {})}
        header = {name: value for name, value in header.items() if value is not None}
        return jwt.encode(said, key.private, algorithm=key.algorithm, headers=header)

    def count(self, path):
        return sum(one.startswith(path) for one in self.requests)

    def answer(self, handler):
        self.requests.append(handler.path)
        url = urlsplit(handler.path)
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        if url.path == "/.well-known/oauth-authorization-server":
            return self._json(handler, {"issuer": self.url, "jwks_uri": f"{self.url}/jwks"})
        if url.path == "/jwks":
            return self._json(handler, {"keys": [key.jwk for key in self.keys]})
        if self.is_key_refused:
            return self._json(handler, {"code": "feed.unauthenticated"}, 401)
        if url.path == "/feed/snapshot":
            return self._snapshot(handler, query)
        if url.path == "/feed/events":
            return self._events(handler, query)
        if url.path.startswith("/feed/users/"):
            record = self.users.get(url.path.rsplit("/", 1)[1])
            return self._json(handler, record or {"code": "users.not_found"}, 200 if record else 404)
        if url.path == "/o/introspect":
            handler.rfile.read(int(handler.headers["Content-Length"]))
            return self._json(handler, self.introspection)
        return self._json(handler, {}, 404)

    @staticmethod
    def _send(handler, status, kind, body):
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    def _json(self, handler, body, status=200):
        self._send(handler, status, "application/json", json.dumps(body).encode())

    def _cursor(self, position=None):
        return f"{self.position if position is None else position}{self.history}"

    def _snapshot(self, handler, query):
        lines = [{"kind": "start", "cursor": self._cursor(), "position": self.position, "service": SERVICE}]
        lines += [{"kind": "role", "role": role} for role in self.roles.values()]
        lines += [{"kind": "group", "group": group} for group in self.groups.values()]
        users = list(self.users.values()) if query["users"] == "all" else []
        lines += [{"kind": "user", "user": one} for one in users]
        lines += [{"kind": "end", "users": len(users)}]
        self._send(handler, 200, "application/x-ndjson", "".join(json.dumps(one) + "\n" for one in lines).encode())

    def _events(self, handler, query):
        after = query["after"]
        if not after.endswith(self.history):
            return self._json(handler, {"code": "feed.cursor_gone"}, 410)
        at = 0 if "replay" in query else int(after[:-1])
        # Whoever has taken a snapshot since is not asked to again.
        self.items = [item for item in self.items if item["kind"] != "reset" or item["position"] > int(after[:-1])]
        if "wait" in query or self.way == "plain":
            with self.changed:
                items, cursor = self._wait(at, float(query.get("wait", 0))), self._cursor()
            return self._json(handler, {"items": items, "cursor": cursor, "has_more": False})
        handler.send_response(200)
        handler.send_header("Content-Type", "text/event-stream")
        handler.send_header("Connection", "close")
        handler.end_headers()
        handler.close_connection = True
        try:
            while not self.is_closed and self.history == after[-1]:
                if self.way == "stream":
                    with self.changed:
                        frames, at = self._frames(at), self.position
                    handler.wfile.write(frames.encode())
                    handler.wfile.flush()
                self._wait(at, 0.1)
        except OSError:
            pass

    def _wait(self, at, seconds):
        with self.changed:
            self.changed.wait_for(lambda: self.position > at or self.is_closed, seconds)
            return [item for item in self.items if item["position"] > at]

    def _frames(self, at):
        text = ": a comment\n\n"
        for item in [item for item in self.items if item["position"] > at]:
            text += f"event: item\nid: {self._cursor(item['position'])}\ndata: {json.dumps(item)}\n\n"
        cursor = self._cursor()
        return text + f"event: beat\nid: {cursor}\ndata: {json.dumps({'cursor': cursor})}\n\n"


def until(is_so, seconds=15.0):
    """Patient, because test machines stall."""
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            raise AssertionError(f"It did not come to that within {seconds} s")
        time.sleep(0.01)
