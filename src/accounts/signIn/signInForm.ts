import * as vscode from 'vscode';
import { normalizeAddress } from '../../api/address';
import { pickerText } from '../../platform/plainText';
import type { Account } from '../../session/account';
import { askToken, type SignInResult, type TokenQuestion, type Verify } from './tokenBox';
import { acceptCertificate, acceptInsecure } from './unsafeConnection';

const defaultAddress = 'https://invoicing.co';

/**
 * Asks for the address and then the token, with a way back. An error shows the box it is about again, with the typed text
 * and the error's sentence. Undefined when the user canceled.
 */
export async function signInForm(
  prefill: string | undefined,
  verify: Verify,
): Promise<SignInResult | undefined> {
  let typedAddress = prefill ?? defaultAddress;
  let typedToken = '';
  let problem: string | undefined;
  /** The server whose certificate the user accepted unverified. */
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
 * Asks for another token of a known account. `reason`: why it has to sign in again. A token of another company is not
 * accepted, so that open clients cannot end up in the wrong company. Undefined when the user canceled.
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
  box.validationMessage = problem === undefined ? undefined : pickerText(problem, 600);
  try {
    return await new Promise((resolve) => {
      box.onDidChangeValue(() => (box.validationMessage = undefined));
      box.onDidAccept(() => {
        const checked = normalizeAddress(box.value || defaultAddress);
        if ('error' in checked) box.validationMessage = pickerText(checked.error, 600);
        else resolve({ typed: box.value, ...checked });
      });
      box.onDidHide(() => resolve(undefined));
      box.show();
    });
  } finally {
    box.dispose();
  }
}
