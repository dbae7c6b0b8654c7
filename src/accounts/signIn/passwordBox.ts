import * as vscode from 'vscode';
import { pickerText, plainText } from '../../platform/plainText';
import type { AskPassword, PasswordAnswer } from './loginPasswords';

/** One masked box with two buttons: “remember” (off unless ticked) and “I sign in without one”. */
export const askPassword: AskPassword = async (account, problem) => {
  const box = vscode.window.createInputBox();
  const remember: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('save'),
    tooltip: vscode.l10n.t('Remember in the secret storage of this machine'),
    location: vscode.QuickInputButtonLocation.Input,
    toggle: { checked: false },
  };
  const without: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('circle-slash'),
    tooltip: vscode.l10n.t('I sign in without one'),
    location: vscode.QuickInputButtonLocation.Title,
  };
  box.title = plainText(vscode.l10n.t('Login Password for {0}', account.label), 120);
  box.prompt = vscode.l10n.t('The server wants the password you log in to Invoice Ninja with.');
  box.validationMessage = problem === undefined ? undefined : pickerText(problem, 600);
  box.password = true;
  box.ignoreFocusOut = true;
  box.buttons = [remember, without];
  try {
    return await new Promise<PasswordAnswer | undefined>((resolve) => {
      box.onDidChangeValue(() => (box.validationMessage = undefined));
      box.onDidAccept(() => {
        if (box.value === '') box.validationMessage = vscode.l10n.t('Type your login password.');
        else resolve({ password: box.value, remember: remember.toggle?.checked === true });
      });
      box.onDidTriggerButton((button) => {
        if (button === without) resolve('withoutOne');
      });
      box.onDidHide(() => resolve(undefined));
      box.show();
    });
  } finally {
    box.dispose();
  }
};
