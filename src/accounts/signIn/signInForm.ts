import * as vscode from 'vscode';
import { normalizeAddress } from '../../api/address';
import { isApiError } from '../../api/errors';
import { say } from '../../platform/messages';
import { plainText } from '../../platform/plainText';
import { isCanceled, sentence } from '../../platform/sentences';
import type { Account } from '../../session/account';

const defaultAddress = 'https://invoicing.co';

export interface SignInResult {
  account: Account;
  token: string;
}

/** Asks the server whom a token belongs to. */
export type Verify = (
  address: string,
  token: string,
  options: { signal: AbortSignal; unverifiedTls: boolean },
) => Promise<Account>;

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
  /** The server whose certificate the user takes as it is. */
  let trusted: string | undefined;
  for (;;) {
    const asked = await askAddress(typedAddress, problem);
    if (asked === undefined) return undefined;
    typedAddress = asked.typed;
    problem = undefined;
    if (asked.insecure && !(await acceptInsecure(asked.address))) continue;
    const { address } = asked;
    const ask = (more: Partial<TokenQuestion>) =>
      askToken({ address, token: typedToken, unverifiedTls: trusted === address, ...more }, verify);
    let answer = await ask({});
    if (
      answer !== undefined &&
      'certificate' in answer &&
      (await acceptCertificate(address, answer.problem))
    ) {
      trusted = address;
      answer = await ask({ token: answer.token, submit: true });
    }
    if (answer === undefined) return undefined;
    if ('account' in answer) return answer;
    typedToken = answer.token;
    problem = answer.problem;
  }
}

/**
 * Asks for another token of an account that is known already, with the reason why. Undefined when the user gave up.
 * A token of another company is refused, so that no tab ends up with the wrong books.
 */
export async function signInAgainForm(
  account: Account,
  reason: string | undefined,
  verify: Verify,
): Promise<SignInResult | undefined> {
  let problem = reason;
  let token = '';
  for (;;) {
    const { address, unverifiedTls = false } = account;
    const answer = await askToken({ address, token, problem, account, unverifiedTls }, verify);
    if (answer === undefined || 'account' in answer) return answer;
    token = answer.token;
    problem = answer.problem ?? reason;
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

/** True when the user insists although nobody can tell who answers. */
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

/** Errors that the token box can mend; all others are about the address. */
const aboutToken = ['wrongToken', 'noPermission', 'rateLimited'] as const;

interface TokenQuestion {
  address: string;
  /** What was typed before. */
  token: string;
  problem?: string;
  /** The account that has to come out, when it signs in again. */
  account?: Account;
  unverifiedTls: boolean;
  /** Asks the server with that token at once. */
  submit?: boolean;
}

/** `certificate`: it was the server's certificate that stood in the way. */
interface Refused {
  token: string;
  problem: string | undefined;
  certificate?: true;
}

async function askToken(
  { address, token: value, problem, account: expected, unverifiedTls, submit: atOnce }: TokenQuestion,
  verify: Verify,
): Promise<SignInResult | Refused | undefined> {
  const box = vscode.window.createInputBox();
  const stop = new AbortController();
  box.title =
    expected === undefined
      ? vscode.l10n.t('Sign In to {0}', new URL(address).host)
      : plainText(vscode.l10n.t('Sign In to {0} Again', expected.label), 120);
  if (expected === undefined) {
    box.step = 2;
    box.totalSteps = 2;
    box.buttons = [vscode.QuickInputButtons.Back];
  }
  box.validationMessage = problem === undefined ? undefined : plainText(problem);
  box.prompt = vscode.l10n.t('API token, from Settings > Account Management > API Tokens');
  box.password = true;
  box.value = value;
  box.ignoreFocusOut = true;
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
          const account = await verify(address, token, { signal: stop.signal, unverifiedTls });
          if (expected?.kind !== 'server' || account.id === expected.id) {
            resolve({ account, token });
            return;
          }
          box.enabled = true;
          box.busy = false;
          box.validationMessage = plainText(
            vscode.l10n.t(
              'This token belongs to “{0}”. Paste one of “{1}”, or add the other as an account of its own.',
              account.label,
              expected.label,
            ),
          );
        } catch (error) {
          if (isCanceled(error)) return;
          if (!aboutToken.some((kind) => isApiError(error, kind))) {
            const certificate = isApiError(error, 'unreachable') && error.reason === 'tls';
            resolve({
              token: box.value,
              problem: plainText(sentence(error)),
              ...(certificate && !unverifiedTls ? { certificate } : {}),
            });
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
      if (atOnce) void submit();
    });
  } finally {
    box.dispose();
  }
}
