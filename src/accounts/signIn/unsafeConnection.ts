import * as vscode from 'vscode';
import { say } from '../../platform/messages';

/** Asks before the token is sent without encryption. */
export async function acceptInsecure(address: string): Promise<boolean> {
  const accept = vscode.l10n.t('Use without Encryption');
  const choice = await say('warning', vscode.l10n.t('{0} is not encrypted.', address), [accept], {
    modal: true,
    detail: vscode.l10n.t(
      'Anyone on the way could read your API token and your clients. Use https:// unless you trust the whole network.',
    ),
  });
  return choice === accept;
}

/** Asks before a certificate is no longer verified. `problem`: what is wrong with the server's. */
export async function acceptCertificate(address: string, problem?: string): Promise<boolean> {
  const accept = vscode.l10n.t('Connect without Checking');
  const { host } = new URL(address);
  const question = vscode.l10n.t('Connect to {0} without checking its certificate?', host);
  const warning = vscode.l10n.t(
    'Anyone on the way could pretend to be this server and take your API token and your clients. A safe way is the setting for a certificate file of your own authority.',
  );
  const detail = problem === undefined ? warning : [problem, '', warning];
  return (await say('warning', question, [accept], { modal: true, detail })) === accept;
}
