import { X509Certificate } from 'node:crypto';
import * as tls from 'node:tls';
import type { Dispatcher } from 'undici';
import connect from 'undici/lib/api/api-connect.js';
import Pool from 'undici/lib/dispatcher/pool.js';
import ProxyAgent from 'undici/lib/dispatcher/proxy-agent.js';
import type { NetworkOptions } from '../api';
import { proxyFor } from './proxy';

/** Milliseconds that an idle connection stays open, unless the server wants a shorter time. */
const keepAlive = 10_000;

/** The connections of one account. */
export interface Transport {
  dispatcher: Dispatcher;
  proxied: boolean;
}

/**
 * Creates the connections to one origin; never uses undici's global dispatcher, which belongs to VS Code. Throws if a
 * certificate or the proxy's address cannot be parsed.
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
    // Only undici's index, which is not loaded, adds this method to its dispatchers.
    clientFactory: (url, options) => Object.assign(new Pool(url, options), { connect }),
    // Proxies expect plain requests for plain HTTP; many reject a tunnel to port 80.
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

/** One context for all connections: parsing a hundred CA certificates for each would cost more than the requests. */
function trust(network: NetworkOptions): Trust {
  const system = network.systemCertificates ? certificates('system') : [];
  const extra = pemCertificates(network.extraCa ?? '');
  if (system.length === 0 && extra.length === 0) return {};
  const defaults = certificates('default');
  const roots = defaults.length > 0 ? defaults : [...tls.rootCertificates];
  return { secureContext: tls.createSecureContext({ ca: [...roots, ...system, ...extra] }) };
}

/** The certificates of a PEM text, each parsed: OpenSSL silently skips those that it cannot read. */
function pemCertificates(pem: string): string[] {
  if (pem.trim() === '') return [];
  const found = pem.match(/-----BEGIN [^-]*CERTIFICATE-----[^-]*-----END [^-]*CERTIFICATE-----/g);
  if (!found) throw new TypeError('no certificate in the text');
  return found.map((text) => new X509Certificate(text).toString());
}

/** Node's lists of CA certificates; empty before Node 22.15, which has no function for them. */
function certificates(kind: 'default' | 'system'): string[] {
  const { getCACertificates } = tls as unknown as { getCACertificates?: (kind: string) => string[] };
  return getCACertificates?.(kind) ?? [];
}
