// SPDX-License-Identifier: MIT
//
// Authorization servers on loopback TLS for tst_interop.cpp:
// - oidc-provider, which asks for a client certificate and needs none
// - the same, behind a listener that takes nobody without one
// - one that compares the Basic header with the pair as it is, as eBay and Pitney Bowes do
//
// Keys and certificates are made for this run and lie in a temporary folder, beside server.json, which
// says where the servers listen and whom they know. The folder's path is the first line of the output;
// by then all of them listen. Server and folder go when the input ends.
import { execFileSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Provider, errors } from 'oidc-provider';

// Early releases of Node 20 have none.
URL.parse ??= (text, base) => (URL.canParse(text, base) ? new URL(text, base) : null);

const folder = mkdtempSync(join(tmpdir(), 'tokenwright-interop-'));
chmodSync(folder, 0o700);
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(0));
process.stdin.on('end', () => process.exit(0)).on('error', () => process.exit(0)).resume();

const file = (name) => join(folder, name);
const text = (name) => readFileSync(file(name), 'utf8');
const openssl = (...words) => execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' });

function authority(name) {
  openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2',
    '-keyout', `${name}.key`, '-out', `${name}.pem`, '-subj', `/CN=Tokenwright interop, ${name}`,
    '-addext', 'keyUsage=critical,keyCertSign,cRLSign');
}

function certificate(name, issuer, subject, usage, ...more) {
  openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2',
    '-CA', `${issuer}.pem`, '-CAkey', `${issuer}.key`, '-keyout', `${name}.key`, '-out', `${name}.pem`,
    '-subj', subject, '-addext', `extendedKeyUsage=${usage}`,
    '-addext', 'basicConstraints=critical,CA:FALSE', ...more);
}

authority('authority');
authority('stranger');
certificate('server', 'authority', '/CN=localhost', 'serverAuth',
  '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1');
certificate('client', 'authority', '/CN=practice-certificate', 'clientAuth');
certificate('namesake', 'stranger', '/CN=practice-certificate', 'clientAuth');
certificate('neighbour', 'authority', '/CN=somebody-else', 'clientAuth');
openssl('genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048', '-out', 'rsa.key');
openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', 'ec.key');

const publicJwk = (name, more) => ({ ...createPublicKey(text(name)).export({ format: 'jwk' }), ...more });

// Every kind of character that RFC 6749 allows in an ID and that form-encoding changes.
const reserved = { id: 'practice client/1;a+b%20&=~*', secret: 'not a secret: +%&=?/#"~*\'<>\\|^{}' };
const plain = { id: 'practice-post', secret: 'not-a-secret-but-long-enough-0001' };

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
const signing = (alg, name) => client(`practice-${alg}`, 'private_key_jwt', {
  token_endpoint_auth_signing_alg: alg,
  jwks: { keys: [publicJwk(name, { alg, use: 'sig', kid: 'key-1' })] },
});

const resources = ['https://api.example/orders', 'https://api.example/labels'];
const configuration = {
  clients: [
    client(reserved.id, 'client_secret_basic', { client_secret: reserved.secret }),
    client(plain.id, 'client_secret_post', { client_secret: plain.secret }),
    signing('RS256', 'rsa.key'),
    signing('PS256', 'rsa.key'),
    signing('ES256', 'ec.key'),
    client('practice-tls', 'tls_client_auth', { tls_client_auth_subject_dn: 'CN=practice-certificate' }),
  ],
  scopes: ['read', 'write', 'admin'],
  clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'tls_client_auth'],
  enabledJWA: { clientAuthSigningAlgValues: ['RS256', 'PS256', 'ES256'] },
  jwks: {
    keys: [generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })],
  },
  ttl: { ClientCredentials: 600 },
  features: {
    clientCredentials: { enabled: true },
    devInteractions: { enabled: false },
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

const tls = { key: text('server.key'), cert: text('server.pem'), ca: text('authority.pem') };

/** The address at which somebody listens from now on. */
async function listening(server) {
  await new Promise((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return `https://127.0.0.1:${server.address().port}`;
}

const asking = createServer({ ...tls, requestCert: true, rejectUnauthorized: false });
const issuer = await listening(asking);
const provider = new Provider(issuer, configuration);
provider.on('server_error', (ctx, error) => console.error(error));
asking.on('request', provider.callback());

const demanding = createServer({ ...tls, requestCert: true, rejectUnauthorized: true }, provider.callback());
const demandingAddress = await listening(demanding);

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
const rawAddress = await listening(raw);

writeFileSync(file('server.json'), JSON.stringify({
  issuer,
  tokenUrl: `${issuer}/token`,
  demandingTokenUrl: `${demandingAddress}/token`,
  rawTokenUrl: `${rawAddress}/token`,
  reserved,
  plain,
  resources,
}));
console.log(folder);
