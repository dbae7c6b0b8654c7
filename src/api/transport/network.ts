import { X509Certificate } from 'node:crypto';
import * as tls from 'node:tls';
import type { Dispatcher } from 'undici';
import connect from 'undici/lib/api/api-connect.js';
import Pool from 'undici/lib/dispatcher/pool.js';
import ProxyAgent from 'undici/lib/dispatcher/proxy-agent.js';
import type { NetworkOptions } from '../api';
import { proxyFor } from './proxy';

/** Milliseconds a connection without requests stays open, unless the server names a shorter time. */
const keepAlive = 10_000;

export interface Transport {
  dispatcher: Dispatcher;
  proxied: boolean;
}

/**
 * The connections of one account: one origin, never undici's global dispatcher (reference F.2).
 * Throws when a certificate or the proxy's address cannot be read.
 */
export function openTransport(
  origin: string,
  connections: number,
  connectTimeout: number,
  network: NetworkOptions,
): Transport {
  const target = new URL(origin);
  const proxy = proxyFor(target, network);
  const verification = trust(network);
  const common = {
    connections,
    pipelining: 1,
    keepAliveTimeout: keepAlive,
    headersTimeout: 0,
    bodyTimeout: 0,
  };
  const endToEnd = { ...verification, timeout: connectTimeout };
  if (network.allowUnverifiedTls) endToEnd.rejectUnauthorized = false;
  if (!proxy) return { dispatcher: new Pool(origin, { ...common, connect: endToEnd }), proxied: false };
  const dispatcher = new ProxyAgent({
    ...common,
    uri: proxy.uri,
    ...(proxy.authorization === undefined ? {} : { token: proxy.authorization }),
    // undici's index would give every dispatcher this method.
    clientFactory: (url, options) => Object.assign(new Pool(url, options), { connect }),
    // Proxies expect plain requests for plain HTTP; many refuse to tunnel to port 80.
    proxyTunnel: target.protocol === 'https:',
    requestTls: endToEnd,
    proxyTls: {
      ...verification,
      timeout: connectTimeout,
      rejectUnauthorized: network.proxyStrictTls ?? true,
    },
  });
  return { dispatcher, proxied: true };
}

interface Trust {
  secureContext?: tls.SecureContext;
  rejectUnauthorized?: boolean;
}

/** One shared context: parsing a hundred authorities for every connection would cost more than the requests. */
function trust(network: NetworkOptions): Trust {
  const system = network.systemCertificates ? certificates('system') : [];
  const extra = pemCertificates(network.extraCa ?? '');
  if (system.length === 0 && extra.length === 0) return {};
  const known = certificates('default');
  const roots = known.length > 0 ? known : [...tls.rootCertificates];
  return { secureContext: tls.createSecureContext({ ca: [...roots, ...system, ...extra] }) };
}

/** The certificates of a PEM text, each checked: OpenSSL skips what it cannot read without a word. */
function pemCertificates(pem: string): string[] {
  if (pem.trim() === '') return [];
  const found = pem.match(/-----BEGIN [^-]*CERTIFICATE-----[^-]*-----END [^-]*CERTIFICATE-----/g);
  if (!found) throw new TypeError('no certificate in the text');
  return found.map((text) => new X509Certificate(text).toString());
}

/** Node's lists of authorities; empty before Node 22.15, which cannot name them. */
function certificates(kind: 'default' | 'system'): string[] {
  const { getCACertificates } = tls as unknown as { getCACertificates?: (kind: string) => string[] };
  return getCACertificates?.(kind) ?? [];
}
