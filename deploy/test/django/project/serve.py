"""The project over TLS, as the service that people come from: prints its port, then a line for each request.

SERVE_CERTIFICATE, SERVE_KEY: paths of PEM files. DJANGO_DATABASE, DJANGO_USERS: see settings.py.
"""
import os
import ssl
import sys
from wsgiref.simple_server import WSGIRequestHandler, make_server

os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'settings')
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from django.core.wsgi import get_wsgi_application  # noqa: E402


class Handler(WSGIRequestHandler):
    def log_message(self, format, *args):
        print(format % args, flush=True)


server = make_server('127.0.0.1', 0, get_wsgi_application(), handler_class=Handler)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(os.environ['SERVE_CERTIFICATE'], os.environ['SERVE_KEY'])
server.socket = context.wrap_socket(server.socket, server_side=True)
print(server.server_port, flush=True)
server.serve_forever()
