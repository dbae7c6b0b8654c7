import * as vscode from 'vscode';
import { normalizeAddress } from '../api/address';
import { isApiError } from '../api/errors';
import { say } from '../platform/messages';
import { plainText } from '../platform/plainText';
import { isCanceled, sentence } from '../platform/sentences';
import type { Account } from '../session/account';

const defaultAddress = 'https://invoicing.co';

export interface SignInResult {
  account: Account;
  token: string;
}

export type Verify = (address: string, token: string, signal: AbortSignal) => Promise<Account>;

/**
 * Two boxes, address and token, and a way back. A refusal brings the box back that it belongs to, with what was typed
 * and one sentence. Undefined when the user gave up.
 */
export async function signInForm(
  prefill: string | undefined,
  verify: Verify,
): Promise<SignInResult | undefined> {
  let typedAddress = prefill ?? defaultAddress;
  let typedToken = '';
  let problem: string | undefined;
  for (;;) {
    const asked = await askAddress(typedAddress, problem);
    if (asked === undefined) return undefined;
    typedAddress = asked.typed;
    problem = undefined;
    if (asked.insecure && !(await acceptInsecure(asked.address))) continue;
    const answer = await askToken(asked.address, typedToken, verify);
    if (answer === undefined) return undefined;
    if ('account' in answer) return answer;
    typedToken = answer.token;
    problem = answer.problem;
  }
}

async function askAddress(
  value: string,
  problem: string | undefined,
): Promise<{ typed: string; address: string; insecure: boolean } | undefined> {
  const box = vscode.window.createInputBox();
  box.title = vscode.l10n.t('Sign In to Invoice Ninja');
  box.step = 1;
  box.totalSteps = 2;
  box.prompt = vscode.l10n.t('Address of the server, as in the browser');
  box.placeholder = defaultAddress;
  box.value = value;
  box.ignoreFocusOut = true;
  box.validationMessage = problem;
  try {
    return await new Promise((resolve) => {
      box.onDidChangeValue(() => (box.validationMessage = undefined));
      box.onDidAccept(() => {
        const checked = normalizeAddress(box.value || defaultAddress);
        if ('error' in checked) box.validationMessage = plainText(checked.error);
        else resolve({ typed: box.value, ...checked });
      });
      box.onDidHide(() => resolve(undefined));
      box.show();
    });
  } finally {
    box.dispose();
  }
}

async function acceptInsecure(address: string): Promise<boolean> {
  const accept = vscode.l10n.t('Use without Encryption');
  const choice = await say('warning', vscode.l10n.t('{0} is not encrypted.', address), [accept], {
    modal: true,
    detail: vscode.l10n.t(
      'Anyone on the way could read your API token and your clients. Use https:// unless you trust the whole network.',
    ),
  });
  return choice === accept;
}

/** Errors that the token box can mend; all others are about the address. */
const aboutToken = ['wrongToken', 'noPermission', 'rateLimited'] as const;

async function askToken(
  address: string,
  value: string,
  verify: Verify,
): Promise<SignInResult | { token: string; problem: string | undefined } | undefined> {
  const box = vscode.window.createInputBox();
  const stop = new AbortController();
  box.title = vscode.l10n.t('Sign In to {0}', new URL(address).host);
  box.step = 2;
  box.totalSteps = 2;
  box.prompt = vscode.l10n.t('API token, from Settings > Account Management > API Tokens');
  box.password = true;
  box.value = value;
  box.ignoreFocusOut = true;
  box.buttons = [vscode.QuickInputButtons.Back];
  try {
    return await new Promise((resolve) => {
      const submit = async () => {
        const token = box.value.trim();
        if (token === '') {
          box.validationMessage = vscode.l10n.t('Paste the API token, or go back to change the address.');
          return;
        }
        box.enabled = false;
        box.busy = true;
        try {
          resolve({ account: await verify(address, token, stop.signal), token });
        } catch (error) {
          if (isCanceled(error)) return;
          if (!aboutToken.some((kind) => isApiError(error, kind))) {
            resolve({ token: box.value, problem: plainText(sentence(error)) });
            return;
          }
          box.enabled = true;
          box.busy = false;
          box.validationMessage = plainText(sentence(error));
        }
      };
      box.onDidChangeValue(() => (box.validationMessage = undefined));
      box.onDidAccept(() => void submit());
      box.onDidTriggerButton(() => resolve({ token: box.value, problem: undefined }));
      box.onDidHide(() => {
        stop.abort();
        resolve(undefined);
      });
      box.show();
    });
  } finally {
    box.dispose();
  }
}
