import type { NetworkOptions } from '../api';
import { isLoopback } from '../address';

/** A proxy server. */
export interface Proxy {
  /** Without user name and password. */
  uri: string;
  /** `Proxy-Authorization`. */
  authorization?: string;
}

/**
 * The proxy for a server, from `http.proxy` or else the environment; undefined for a direct connection. Connections to
 * this machine are always direct, as in VS Code itself. Throws `TypeError` if the proxy's address is not a URL.
 */
export function proxyFor(target: URL, network: NetworkOptions): Proxy | undefined {
  const env = network.env ?? {};
  const fromEnv = (name: string) => env[name.toLowerCase()] || env[name] || '';
  const ofScheme = target.protocol === 'https:' ? fromEnv('HTTPS_PROXY') : fromEnv('HTTP_PROXY');
  const address = network.proxy?.trim() || ofScheme || fromEnv('ALL_PROXY');
  if (address === '' || isLoopback(target.origin)) return undefined;
  const exceptions = network.noProxy?.length ? network.noProxy : fromEnv('NO_PROXY').split(/[\s,]+/);
  if (exceptions.some((pattern) => matchesHost(pattern, target))) return undefined;
  const url = new URL(/^[a-z0-9]+:\/\//i.test(address) ? address : `http://${address}`);
  const credentials = `${decode(url.username)}:${decode(url.password)}`;
  const proxy: Proxy = { uri: `${url.protocol}//${url.host}` };
  if (credentials !== ':') {
    proxy.authorization = `Basic ${Buffer.from(credentials).toString('base64')}`;
  }
  return proxy;
}

/**
 * Whether a no-proxy pattern covers a host: `*`, `example.com` and `.example.com` and `*.example.com` with all their
 * sub-domains, an address, each with an optional `:port`.
 */
export function matchesHost(pattern: string, target: URL): boolean {
  const [, name = '', port] = /^(.*?)(?::(\d+))?$/.exec(pattern.trim().toLowerCase()) ?? [];
  const isAddress = name.startsWith('[') || !name.includes(':');
  if (name === '' || !isAddress)
    return pattern.trim().toLowerCase() === target.hostname.replace(/^\[|\]$/g, '');
  if (name === '*') return true;
  const targetPort = target.port || (target.protocol === 'https:' ? '443' : '80');
  if (port !== undefined && port !== targetPort) return false;
  const domain = name.replace(/^\*?\./, '');
  return target.hostname === domain || target.hostname.endsWith(`.${domain}`);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
