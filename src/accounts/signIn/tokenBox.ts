import * as vscode from 'vscode';
import { inBackground } from '../../platform/messages';
import { isApiError } from '../../api/errors';
import { pickerText, plainText } from '../../platform/plainText';
import { isCanceled, sentence } from '../../platform/sentences';
import type { Account } from '../../session/account';

/** Who signed in, with the token that proved it. */
export interface SignInResult {
  account: Account;
  token: string;
}

/** Asks the server whose a token is. */
export type Verify = (
  address: string,
  token: string,
  options: { signal: AbortSignal; unverifiedTls: boolean },
) => Promise<Account>;

/** Errors shown in the token box; for all others the address is asked again. */
const aboutToken = ['wrongToken', 'noPermission', 'rateLimited'] as const;

/** What the token box shows and checks. */
export interface TokenQuestion {
  address: string;
  /** The token in the box at first. */
  token: string;
  problem?: string;
  /** The account that signs in again; a token of another one is not accepted. */
  account?: Account;
  unverifiedTls: boolean;
  /** Submits the token at once. */
  submit?: boolean;
}

/** The token was not accepted, or the user went back. `certificate`: the server's certificate could not be verified. */
export interface NotSignedIn {
  token: string;
  problem: string | undefined;
  certificate?: true;
}

/** The box for the token, which asks the server at once. Undefined when the user canceled. */
export async function askToken(
  { address, token: value, problem, account: expected, unverifiedTls, submit: atOnce }: TokenQuestion,
  verify: Verify,
): Promise<SignInResult | NotSignedIn | undefined> {
  const box = vscode.window.createInputBox();
  const verification = new AbortController();
  box.title =
    expected === undefined
      ? vscode.l10n.t('Sign In to {0}', new URL(address).host)
      : plainText(vscode.l10n.t('Sign In to {0} Again', expected.label), 120);
  if (expected === undefined) {
    box.step = 2;
    box.totalSteps = 2;
    box.buttons = [vscode.QuickInputButtons.Back];
  }
  box.validationMessage = problem === undefined ? undefined : pickerText(problem, 600);
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
          const account = await verify(address, token, { signal: verification.signal, unverifiedTls });
          if (expected?.kind !== 'server' || account.id === expected.id) {
            resolve({ account, token });
            return;
          }
          box.enabled = true;
          box.busy = false;
          box.validationMessage = pickerText(
            vscode.l10n.t(
              'This token belongs to “{0}”. Paste one of “{1}”, or add the other as an account of its own.',
              account.label,
              expected.label,
            ),
            600,
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
          box.validationMessage = pickerText(sentence(error), 600);
        }
      };
      box.onDidChangeValue(() => (box.validationMessage = undefined));
      box.onDidAccept(() => inBackground(submit()));
      box.onDidTriggerButton(() => resolve({ token: box.value, problem: undefined }));
      box.onDidHide(() => {
        verification.abort();
        resolve(undefined);
      });
      box.show();
      if (atOnce) inBackground(submit());
    });
  } finally {
    box.dispose();
  }
}
