import * as vscode from 'vscode';
import type { NetworkOptions } from '../api/api';

const section = 'ninjaClients';

function number(key: string, fallback: number, min: number, max: number): number {
  const value: unknown = vscode.workspace.getConfiguration(section).get(key);
  return typeof value === 'number' && Number.isFinite(value)
    ? Math.min(max, Math.max(min, Math.trunc(value)))
    : fallback;
}

function text(key: string): string {
  const value: unknown = vscode.workspace.getConfiguration(section).get(key);
  return typeof value === 'string' ? value.trim() : '';
}

/** The settings of this extension, checked: a wrong value gives the default or the nearest allowed one. */
export const settings = {
  pageSize: () => number('pageSize', 100, 10, 1000),
  /** Minutes between polls for changed clients; 0 is off. */
  pollMinutes: () => number('pollMinutes', 0, 0, 1440),
  concurrency: () => number('requests.concurrency', 4, 1, 16),
  showPortalKeys: () =>
    vscode.workspace.getConfiguration(section).get<unknown>('documents.showPortalKeys') === true,
  /** Whether deleting clients, which can be undone, asks first. */
  confirmDelete: () => vscode.workspace.getConfiguration(section).get<unknown>('confirmDelete') !== false,
  /** Whether clients in hidden editors are sent when VS Code saves everything. */
  saveHidden(): 'ask' | 'always' | 'never' {
    const value: unknown = vscode.workspace.getConfiguration(section).get('documents.saveHidden');
    return value === 'always' || value === 'never' ? value : 'ask';
  },
  caFile: () => text('network.caFile'),

  /** Proxy and certificates as configured in VS Code. The caller reads the file of `caFile` into `extraCa`. */
  network(): NetworkOptions {
    const http = vscode.workspace.getConfiguration('http');
    const noProxy: unknown = http.get('noProxy');
    return {
      proxy: http.get<string>('proxy') || undefined,
      noProxy: Array.isArray(noProxy)
        ? noProxy.filter((host): host is string => typeof host === 'string')
        : [],
      proxyStrictTls: http.get<boolean>('proxyStrictSSL') !== false,
      systemCertificates: http.get<boolean>('systemCertificates') !== false,
      env: process.env,
    };
  },
};
