// SPDX-License-Identifier: MIT
//
// Authorization servers on loopback for tests/interop/run, which made the keys in the FOLDER that is the
// argument (practice-keys):
// - oidc-provider over TLS, which asks for a client certificate and needs none
// - the same, behind a listener that takes nobody without one
// - the same, behind one that adds to each request a proof of possession (RFC 9449), which the client did
//   not give, so that the answer is a token it cannot use
// - oidc-provider without TLS, below a path, where a client finds out what it is
// - one that compares the Basic header with the pair as it is, as eBay and Pitney Bowes do
//
// When all of them listen, FOLDER/server.json says where, and whom they know (tst_interopcli.cpp has what
// is common to all servers), and a line is written. They go when the input ends.
import { createPublicKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer as createPlainServer } from 'node:http';
import { createServer } from 'node:https';
import { join } from 'node:path';

import { Provider, errors } from 'oidc-provider';

// Early releases of Node 20 have none.
URL.parse ??= (text, base) => (URL.canParse(text, base) ? new URL(text, base) : null);

const folder = process.argv[2];
process.stdin.on('end', () => process.exit(0)).on('error', () => process.exit(0)).resume();

const text = (name) => readFileSync(join(folder, name), 'utf8');

// --- whom they know ------------------------------------------------------------------------------------
// Every kind of character that RFC 6749 allows in an ID and that form-encoding changes.
const reserved = { id: 'practice client/1;a+b%20&=~*', secret: 'not a secret: +%&=?/#"~*\'<>\\|^{}' };
const plain = { id: 'practice-post', secret: 'not-a-secret-but-long-enough-0001' };
const longSecret = 'not-a-secret-but-long-enough-for-any-hash-'.repeat(2);
const keys = {
  rsa: ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  p256: ['ES256'],
  p384: ['ES384'],
  p521: ['ES512'],
  ed25519: ['EdDSA'],
};
const keyAlgorithms = Object.values(keys).flat();
const secretAlgorithms = ['HS256', 'HS384', 'HS512'];

const client = (id, method, more) => ({
  client_id: id,
  token_endpoint_auth_method: method,
  grant_types: ['client_credentials'],
  response_types: [],
  redirect_uris: [],
  scope: 'read write',
  id_token_signed_response_alg: 'ES256',
  ...more,
});
const bySecret = (pair, method, more) => client(pair.id, method, { client_secret: pair.secret, ...more });
const signing = ([name, algorithms]) => algorithms.map((alg) => client(`practice-${alg}`, 'private_key_jwt', {
  token_endpoint_auth_signing_alg: alg,
  jwks: { keys: [{ ...createPublicKey(text(`${name}.pub`)).export({ format: 'jwk' }), alg, use: 'sig', kid: 'key-1' }] },
}));
const renewing = { grant_types: ['refresh_token'], scope: 'openid offline_access' };
const refreshers = [
  { id: 'practice-refresh', secret: 'not-a-secret-but-long-enough-0002', method: 'client_secret_basic' },
  { id: 'practice-refresh-public', method: 'none' },
];

const resources = ['https://api.example/orders', 'https://api.example/labels'];
const configuration = {
  clients: [
    bySecret(reserved, 'client_secret_basic'),
    bySecret(plain, 'client_secret_post'),
    ...Object.entries(keys).flatMap(signing),
    ...secretAlgorithms.map((alg) => bySecret({ id: `practice-${alg}`, secret: longSecret }, 'client_secret_jwt',
      { token_endpoint_auth_signing_alg: alg })),
    client('practice-tls', 'tls_client_auth', { tls_client_auth_subject_dn: 'CN=practice-certificate' }),
    bySecret({ id: 'practice-dpop', secret: plain.secret }, 'client_secret_basic', { dpop_bound_access_tokens: true }),
    ...refreshers.map((one) => client(one.id, one.method, { client_secret: one.secret, ...renewing })),
  ],
  scopes: ['openid', 'offline_access', 'read', 'write', 'admin'],
  clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt',
    'tls_client_auth', 'none'],
  enabledJWA: { clientAuthSigningAlgValues: [...keyAlgorithms, ...secretAlgorithms] },
  jwks: {
    keys: [generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })],
  },
  ttl: { ClientCredentials: 600, AccessToken: 600 },
  findAccount: (ctx, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  rotateRefreshToken: true,
  features: {
    clientCredentials: { enabled: true },
    devInteractions: { enabled: false },
    introspection: { enabled: true },
    revocation: { enabled: true },
    dPoP: { enabled: true },
    mTLS: {
      enabled: true,
      tlsClientAuth: true,
      getCertificate: (ctx) => ctx.socket.getPeerX509Certificate(),
      certificateAuthorized: (ctx) => ctx.socket.authorized,
      certificateSubjectMatches: (ctx, property, expected) => property === 'tls_client_auth_subject_dn'
        && ctx.socket.getPeerX509Certificate().subject === expected,
    },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo(ctx, resource) {
        if (!resources.includes(resource)) throw new errors.InvalidTarget();
        return {
          scope: 'read write', audience: resource, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'ES256' } },
        };
      },
    },
  },
};

// --- where they listen ---------------------------------------------------------------------------------
const tls = { key: text('server.key'), cert: text('server.pem'), ca: text('authority.pem') };

/** The host and port at which somebody listens from now on. */
async function listening(server) {
  await new Promise((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return `127.0.0.1:${server.address().port}`;
}

function providerAt(issuer) {
  const provider = new Provider(issuer, configuration);
  provider.on('server_error', (ctx, error) => console.error(error));
  return provider;
}

const asking = createServer({ ...tls, requestCert: true, rejectUnauthorized: false });
const host = await listening(asking);
const issuer = `https://${host}`;
const provider = providerAt(issuer);
asking.on('request', provider.callback());

const demanding = createServer({ ...tls, requestCert: true, rejectUnauthorized: true }, provider.callback());
const demandingHost = await listening(demanding);

const base64Url = (object) => Buffer.from(JSON.stringify(object)).toString('base64url');
const proofKey = generateKeyPairSync('ec', { namedCurve: 'P-256' });
function proofFor(url) {
  const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: proofKey.publicKey.export({ format: 'jwk' }) };
  const claims = { htm: 'POST', htu: url, iat: Math.floor(Date.now() / 1000), jti: randomUUID() };
  const message = `${base64Url(header)}.${base64Url(claims)}`;
  const signature = sign('sha256', Buffer.from(message), { key: proofKey.privateKey, dsaEncoding: 'ieee-p1363' });
  return `${message}.${signature.toString('base64url')}`;
}
const proving = createServer(tls, (request, response) => {
  request.headers.host = host;
  request.headers.dpop = proofFor(issuer + request.url);
  provider.callback()(request, response);
});
const provingHost = await listening(proving);

const open = createPlainServer();
const openIssuer = `http://${await listening(open)}/tenant`;
const openCallback = providerAt(openIssuer).callback();
open.on('request', (request, response) => {
  request.originalUrl = request.url;
  if (!request.url.startsWith('/tenant/')) return response.writeHead(404).end();
  request.url = request.url.slice('/tenant'.length);
  return openCallback(request, response);
});

const raw = createServer(tls, (request, response) => {
  const expected = Buffer.from(`${reserved.id}:${reserved.secret}`).toString('base64');
  const known = request.headers.authorization === `Basic ${expected}`;
  request.resume().on('end', () => {
    response.writeHead(known ? 200 : 401, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(known
      ? { access_token: 'practice-token-raw', expires_in: 7200, token_type: 'Application Access Token' }
      : { error: 'invalid_client', error_description: 'client authentication failed' }));
  });
});
const rawHost = await listening(raw);

// --- refresh tokens, without the browser in which somebody would have consented --------------------------
async function refreshTokenFor(id) {
  const known = await provider.Client.find(id);
  const grant = new provider.Grant({ accountId: 'somebody', clientId: id });
  grant.addOIDCScope(renewing.scope);
  const token = new provider.RefreshToken({
    accountId: 'somebody', client: known, grantId: await grant.save(), gty: 'authorization_code', scope: renewing.scope,
  });
  return token.save();
}
const refresh = await Promise.all(refreshers.map(async (one) => ({ ...one, token: await refreshTokenFor(one.id) })));

writeFileSync(join(folder, 'server.json'), JSON.stringify({
  issuer,
  tokenUrl: `${issuer}/token`,
  revocationUrl: `${issuer}/token/revocation`,
  introspectionUrl: `${issuer}/token/introspection`,
  openIssuer,
  openMetadataUrl: `${openIssuer}/.well-known/openid-configuration`,
  openTokenUrl: `${openIssuer}/token`,
  openRevocationUrl: `${openIssuer}/token/revocation`,
  reserved,
  reservedMethod: 'client_secret_basic',
  plain,
  longSecret,
  refresh,
  dpop: { id: 'practice-dpop', secret: plain.secret, tokenUrl: `https://${provingHost}/token` },
  speaksBearerAssertions: false,
  speaksCertificates: true,
  // of this server alone
  demandingTokenUrl: `https://${demandingHost}/token`,
  rawTokenUrl: `https://${rawHost}/token`,
  resources,
}));
console.log('listening');
