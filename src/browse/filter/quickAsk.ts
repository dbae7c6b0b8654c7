import * as vscode from 'vscode';
import { pickerText, plainText } from '../../platform/plainText';
import { back, type Ask, type Back, type Choice } from './ask';

type Item<T> = vscode.QuickPickItem & { choice?: Choice<T> };

/** `Ask` in VS Code's quick input. */
export const quickAsk: Ask = {
  one: async <T>(question: Parameters<Ask['one']>[0] & { items: readonly Choice<T>[] }) => {
    const answer = await pick(question, false);
    return answer === undefined || answer === back ? answer : answer[0];
  },
  many: (question) => pick(question, true),
  text: async ({ title, placeholder, value = '', check, back: mayGoBack }) => {
    const box = vscode.window.createInputBox();
    box.title = plainText(title, 120);
    box.prompt = placeholder;
    box.value = value;
    box.ignoreFocusOut = true;
    if (mayGoBack) box.buttons = [vscode.QuickInputButtons.Back];
    try {
      return await new Promise<string | Back | undefined>((resolve) => {
        box.onDidChangeValue(() => (box.validationMessage = undefined));
        box.onDidAccept(() => {
          const problem = check?.(box.value.trim());
          if (problem === undefined) resolve(box.value.trim());
          else box.validationMessage = problem;
        });
        box.onDidTriggerButton(() => resolve(back));
        box.onDidHide(() => resolve(undefined));
        box.show();
      });
    } finally {
      box.dispose();
    }
  },
};

async function pick<T>(
  question: { title: string; placeholder?: string; back?: boolean; items: readonly Choice<T>[] },
  many: boolean,
): Promise<T[] | Back | undefined> {
  const list = vscode.window.createQuickPick<Item<T>>();
  list.title = plainText(question.title, 120);
  list.placeholder = question.placeholder;
  list.canSelectMany = many;
  list.matchOnDescription = true;
  list.ignoreFocusOut = true;
  if (question.back) list.buttons = [vscode.QuickInputButtons.Back];
  list.items = question.items.flatMap(toItems);
  if (many) list.selectedItems = list.items.filter(({ choice }) => choice?.picked);
  else list.activeItems = list.items.filter(({ choice }) => choice?.picked);
  try {
    return await new Promise<T[] | Back | undefined>((resolve) => {
      list.onDidAccept(() =>
        resolve(list.selectedItems.flatMap(({ choice }) => (choice === undefined ? [] : [choice.value]))),
      );
      list.onDidTriggerButton(() => resolve(back));
      list.onDidHide(() => resolve(undefined));
      list.show();
    });
  } finally {
    list.dispose();
  }
}

function toItems<T>(choice: Choice<T>): Item<T>[] {
  const item: Item<T> = {
    label: pickerText(choice.label),
    description: choice.description === undefined ? undefined : pickerText(choice.description),
    detail: choice.detail === undefined ? undefined : pickerText(choice.detail),
    iconPath: choice.icon === undefined ? undefined : new vscode.ThemeIcon(choice.icon),
    choice,
  };
  if (choice.group === undefined) return [item];
  return [{ label: choice.group, kind: vscode.QuickPickItemKind.Separator }, item];
}
