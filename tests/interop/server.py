# SPDX-License-Identifier: MIT
"""Authorization servers on loopback for tests/interop/run: Authlib's, with and without TLS.

The FOLDER that is the argument has the keys (practice-keys). When both listen, FOLDER/server.json says
where, and whom they know (tst_interopcli.cpp has what is common to all servers), and a line is written.
They go when the input ends.

What a client sends is read, verified and answered by Authlib; here is what it leaves to whoever uses it:
whom the server knows, and where it keeps what it gave.
"""
import base64
import json
import os
import pathlib
import ssl
import sys
import threading
import time

os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # one of them is for this computer alone
from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.jose import JsonWebKey, OctKey
from authlib.oauth2.rfc6749 import ClientMixin, InvalidClientError, TokenMixin, grants
from authlib.oauth2.rfc6749.util import extract_basic_authorization
from authlib.oauth2.rfc6750 import BearerTokenGenerator
from authlib.oauth2.rfc7009 import RevocationEndpoint
from authlib.oauth2.rfc7523 import JWTBearerClientAssertion, JWTBearerGrant
from authlib.oauth2.rfc7662 import IntrospectionEndpoint
from authlib.oauth2.rfc8414 import AuthorizationServerMetadata
from authlib.common.security import generate_token
from flask import Flask, jsonify
from werkzeug.serving import WSGIRequestHandler, make_server

FOLDER = pathlib.Path(sys.argv[1])
BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
METHODS = ["client_secret_post", "client_secret_basic", "private_key_jwt", "client_secret_jwt", "none"]
KEYS = {"rsa": ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"],
        "p256": ["ES256"], "p384": ["ES384"], "p521": ["ES512"], "ed25519": ["EdDSA"]}
ED448_CLIENT = "practice-EdDSA-Ed448"  # the other curve of this algorithm
SECRET_ALGORITHMS = ["HS256", "HS384", "HS512"]


# --- whom it knows -------------------------------------------------------------------------------------
class Client(ClientMixin):
    def __init__(self, id, method, secret=None, grant="client_credentials", algorithm=None, key=None):
        self.client_id, self.method, self.secret = id, method, secret
        self.grant, self.algorithm, self.key = grant, algorithm, key

    def get_client_id(self):
        return self.client_id

    def get_allowed_scope(self, scope):
        return " ".join(one for one in (scope or "").split() if one in ("read", "write"))

    def check_client_secret(self, secret):
        return self.secret == secret

    def check_endpoint_auth_method(self, method, endpoint):
        return self.method == method

    def check_grant_type(self, grant):
        return self.grant == grant

    def key_for(self, headers):
        """The key that verifies an assertion; one by another algorithm is none of this client's."""
        if headers["alg"] != self.algorithm:
            raise InvalidClientError()
        return self.key


def public_key(name):
    return JsonWebKey.import_key((FOLDER / f"{name}.pub").read_text())


# Characters that form-encoding changes. Authlib compared the Basic header as it is, as eBay and Pitney Bowes do,
# until 1.6 came to decode it, but for the "+" of a blank: there is none here.
RESERVED = Client("practice-client/1;a+b%20&=~*", "client_secret_basic", "not-a-secret:+%&=?/#\"~*'<>\\|^{}")
DECODES_BASIC = extract_basic_authorization(
    {"Authorization": "Basic " + base64.b64encode(b"a%2Fb:c").decode()})[0] == "a/b"
PLAIN = Client("practice-post", "client_secret_post", "not-a-secret-but-long-enough-0001")
DPOP = Client("practice-dpop", "client_secret_basic", PLAIN.secret)
LONG_SECRET = "not-a-secret-but-long-enough-for-any-hash-" * 2
REFRESHERS = [Client("practice-refresh", "client_secret_basic", "not-a-secret-but-long-enough-0002", "refresh_token"),
              Client("practice-refresh-public", "none", None, "refresh_token")]
CLIENTS = {one.client_id: one for one in [
    RESERVED, PLAIN, DPOP, *REFRESHERS, Client("practice-none", "none"),
    Client(ED448_CLIENT, "private_key_jwt", algorithm="EdDSA", key=public_key("ed448")),
    *(Client(f"practice-{name}", "private_key_jwt", algorithm=name, key=public_key(key))
      for key, names in KEYS.items() for name in names),
    *(Client(f"practice-{name}", "client_secret_jwt", algorithm=name, key=OctKey.import_key(LONG_SECRET))
      for name in SECRET_ALGORITHMS),
    *(Client(f"practice-bearer-{name}", "none", grant=BEARER, algorithm=name, key=public_key(key))
      for key, names in KEYS.items() for name in names)]}


# --- what it gave --------------------------------------------------------------------------------------
class Token(TokenMixin):
    def __init__(self, client_id, given):
        self.client_id, self.given = client_id, given
        self.expires = time.time() + given.get("expires_in", 600)
        self.revoked = self.used = False

    def check_client(self, client):
        return self.client_id == client.client_id

    def get_scope(self):
        return self.given.get("scope", "read")

    def get_expires_in(self):
        return 600

    def is_expired(self):
        return time.time() > self.expires

    def is_revoked(self):
        return self.revoked


TOKENS = []
USED_ASSERTIONS = set()


def save_token(given, request):
    TOKENS.append(Token(request.client.client_id, given))


def token_by(kind, text):
    return next((one for one in TOKENS if one.given.get(kind) == text), None)


def token_generator(grant_type, client, **more):
    generate = BearerTokenGenerator(lambda **_: generate_token(42), lambda **_: generate_token(48),
                                    lambda *_: 600)
    more["include_refresh_token"] = grant_type == "refresh_token"
    token = generate(grant_type, client, **more)
    if client is DPOP:
        token["token_type"] = "DPoP"
    return token


# --- Authlib, told where to look -----------------------------------------------------------------------
class ClientCredentials(grants.ClientCredentialsGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = METHODS


class RefreshToken(grants.RefreshTokenGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = METHODS
    INCLUDE_NEW_REFRESH_TOKEN = True

    def authenticate_refresh_token(self, text):
        token = token_by("refresh_token", text)
        return token if token and not token.used else None

    def authenticate_user(self, credential):
        return "somebody"

    def revoke_old_credential(self, credential):
        credential.used = True


class Revocation(RevocationEndpoint):
    CLIENT_AUTH_METHODS = METHODS

    def query_token(self, text, hint):
        return token_by("access_token", text) or token_by("refresh_token", text)

    def revoke_token(self, token, request):
        token.revoked = True


class Introspection(IntrospectionEndpoint):
    CLIENT_AUTH_METHODS = ["client_secret_post"]
    query_token = Revocation.query_token

    def check_permission(self, token, client, request):
        return client is PLAIN

    def introspect_token(self, token):
        return {"active": True, "client_id": token.client_id}


class Server:
    """One that listens; start() serves until the program ends."""

    def __init__(self, tls):
        app = Flask(__name__)
        self.listener = make_server("127.0.0.1", 0, app, threaded=True, ssl_context=tls, request_handler=Quiet)
        if tls:  # whoever connects and says nothing holds up nobody else
            self.listener.socket.do_handshake_on_connect = False
        self.base = f"{'https' if tls else 'http'}://127.0.0.1:{self.listener.server_port}"
        self.issuer = self.base + "/tenant"
        self.token_url = self.issuer + "/token"
        self.add_authlib(app)

    def add_authlib(self, app):
        audiences = {"essential": True, "values": [self.issuer, self.token_url]}

        class Assertion(JWTBearerClientAssertion):
            def create_claims_options(self):
                return {**super().create_claims_options(), "aud": audiences}

            def validate_jti(self, claims, jti):
                is_new = jti not in USED_ASSERTIONS
                USED_ASSERTIONS.add(jti)
                return is_new

            def resolve_client_public_key(self, client, headers):
                return client.key_for(headers)

            def __call__(self, query_client, request):
                # Authlib asks one after the other; each takes its own clients and leaves the other's.
                known = query_client(request.form.get("client_id"))
                is_mine = known and known.method == self.CLIENT_AUTH_METHOD
                return super().__call__(query_client, request) if is_mine else None

        class BySecret(Assertion):
            CLIENT_AUTH_METHOD = "client_secret_jwt"

        class ByKey(Assertion):
            CLIENT_AUTH_METHOD = "private_key_jwt"

        class Bearer(JWTBearerGrant):
            CLAIMS_OPTIONS = {**JWTBearerGrant.CLAIMS_OPTIONS, "aud": audiences}

            def resolve_issuer_client(self, issuer):
                return CLIENTS[issuer]

            def resolve_client_key(self, client, headers, payload):
                return client.key_for(headers)

            def authenticate_user(self, subject):
                return subject

            def has_granted_permission(self, client, user):
                return user == "somebody@example.com"

        server = AuthorizationServer(app, CLIENTS.get, save_token)
        server.register_token_generator("default", token_generator)
        server.register_client_auth_method("private_key_jwt", ByKey(self.token_url))
        server.register_client_auth_method("client_secret_jwt", BySecret(self.token_url))
        for grant in (ClientCredentials, RefreshToken, Bearer):
            server.register_grant(grant)
        for endpoint in (Revocation, Introspection):
            server.register_endpoint(endpoint)

        app.add_url_rule("/tenant/token", "token", server.create_token_response, methods=["POST"])
        for endpoint in ("revocation", "introspection"):
            app.add_url_rule(f"/tenant/{endpoint}", endpoint, lambda name=endpoint: server.create_endpoint_response(name),
                             methods=["POST"])
        app.add_url_rule("/.well-known/oauth-authorization-server/tenant", "metadata", lambda: jsonify(self.metadata()))

    def metadata(self):
        """RFC 8414, held to it by Authlib where the issuer is as it demands."""
        described = AuthorizationServerMetadata({
            "issuer": self.issuer,
            "token_endpoint": self.token_url,
            "revocation_endpoint": self.issuer + "/revocation",
            "introspection_endpoint": self.issuer + "/introspection",
            "token_endpoint_auth_methods_supported": METHODS,
            "token_endpoint_auth_signing_alg_values_supported": [*sum(KEYS.values(), []), *SECRET_ALGORITHMS],
            "scopes_supported": ["read", "write"],
            "grant_types_supported": ["client_credentials", "refresh_token", BEARER],
            "response_types_supported": []})
        if self.base.startswith("https:"):
            for field in ("issuer", "token_endpoint", "revocation_endpoint", "introspection_endpoint",
                          "token_endpoint_auth_methods_supported",
                          "token_endpoint_auth_signing_alg_values_supported", "scopes_supported"):
                getattr(described, "validate_" + field)()
        return dict(described)

    def start(self):
        threading.Thread(target=self.listener.serve_forever, daemon=True).start()


class Quiet(WSGIRequestHandler):
    def log_request(self, *_):
        pass


def refresh_token_for(client):
    """Without the browser in which somebody would have consented."""
    text = generate_token(48)
    TOKENS.append(Token(client.client_id, {"refresh_token": text, "expires_in": 600}))
    return {"id": client.client_id, "secret": client.secret, "method": client.method, "token": text}


tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
tls.load_cert_chain(FOLDER / "server.pem", FOLDER / "server.key")
guarded, open_one = Server(tls), Server(None)
for one in (guarded, open_one):
    one.metadata()
    one.start()

(FOLDER / "server.json").write_text(json.dumps({
    "issuer": guarded.issuer,
    "tokenUrl": guarded.token_url,
    "revocationUrl": guarded.issuer + "/revocation",
    "introspectionUrl": guarded.issuer + "/introspection",
    "openIssuer": open_one.issuer,
    "openMetadataUrl": open_one.base + "/.well-known/oauth-authorization-server/tenant",
    "openTokenUrl": open_one.token_url,
    "openRevocationUrl": open_one.issuer + "/revocation",
    "reserved": {"id": RESERVED.client_id, "secret": RESERVED.secret},
    "reservedMethod": "client_secret_basic" if DECODES_BASIC else "client_secret_basic_raw",
    "plain": {"id": PLAIN.client_id, "secret": PLAIN.secret},
    "longSecret": LONG_SECRET,
    "refresh": [refresh_token_for(one) for one in REFRESHERS],
    "dpop": {"id": DPOP.client_id, "secret": DPOP.secret, "tokenUrl": guarded.token_url},
    "speaksBearerAssertions": True,
    "speaksCertificates": False,
    "publicClient": "practice-none",
    "ed448Client": ED448_CLIENT,
}))
print("listening", flush=True)
sys.stdin.read()
