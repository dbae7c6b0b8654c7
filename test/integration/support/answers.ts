import * as vscode from 'vscode';

export interface Asked {
  text: string;
  detail: string;
  buttons: string[];
}

type Show = (
  text: string,
  options: vscode.MessageOptions,
  ...buttons: string[]
) => Thenable<string | undefined>;

const names = ['showInformationMessage', 'showWarningMessage', 'showErrorMessage'] as const;

/**
 * Answers dialogs and notifications in place of a user. How the real ones look and work is tested end to end. `answer` gives the label of a button, or undefined for Cancel.
 */
export async function answering<T>(
  answer: (asked: Asked) => string | undefined | Promise<string | undefined>,
  work: () => Promise<T>,
): Promise<{ result: T; asked: Asked[] }> {
  const asked: Asked[] = [];
  const window = vscode.window as unknown as Record<(typeof names)[number], Show>;
  const originals = names.map((name) => window[name]);
  for (const name of names) {
    window[name] = (text, options, ...buttons) => {
      const question = { text, detail: options.detail ?? '', buttons };
      asked.push(question);
      return Promise.resolve(answer(question));
    };
  }
  try {
    return { result: await work(), asked };
  } finally {
    names.forEach((name, index) => {
      const original = originals[index];
      if (original !== undefined) window[name] = original;
    });
  }
}
