import * as vscode from 'vscode';

/** One dialog that the extension opened. */
export interface DialogEntry {
  kind: 'info' | 'warning' | 'error' | 'pick' | 'input';
  /** Text of a message, title of a question. */
  text: string;
  detail: string;
  /** Buttons of a message, labels of a pick. */
  choices: string[];
}

type Answer = string | string[] | undefined;

/** The button “I sign in without one” of the box for a login password. */
export const withoutOne = Symbol('without one');

/** How a password box is answered; undefined is Escape. */
export type Typed = string | { remember: string } | typeof withoutOne | undefined;

/**
 * Answers VS Code's dialogs in place of a user and remembers them. Extension and tests share one API object: functions
 * that are replaced here are what the extension calls.
 */
export class Dialogs {
  /** All dialogs since `restore`, oldest first. */
  readonly history: DialogEntry[] = [];
  /** Decides how a dialog is answered; undefined is Escape. */
  answer: (entry: DialogEntry) => Answer | Promise<Answer> = () => undefined;
  private readonly originals = new Map<string, unknown>();
  /** The password boxes that were opened. */
  readonly boxes: PasswordBox[] = [];
  private waiting: (() => void)[] = [];

  install(): void {
    for (const [name, kind] of [
      ['showInformationMessage', 'info'],
      ['showWarningMessage', 'warning'],
      ['showErrorMessage', 'error'],
    ] as const)
      this.replace(name, async (text: string, options: vscode.MessageOptions, ...choices: string[]) => {
        const answer = await this.say({ kind, text, detail: options.detail ?? '', choices });
        return choices.find((choice) => choice === answer);
      });
    this.replace('showQuickPick', async (given: unknown, options: vscode.QuickPickOptions = {}) => {
      const items = (await given) as vscode.QuickPickItem[];
      const choices = items.map(({ label }) => label);
      const answer = await this.say({ kind: 'pick', text: options.title ?? '', detail: '', choices });
      return options.canPickMany
        ? items.filter(({ label }) => answer?.includes(label))
        : items.find(({ label }) => label === answer);
    });
    this.replace('showInputBox', async (options: vscode.InputBoxOptions = {}) => {
      const answer = await this.say({
        kind: 'input',
        text: options.title ?? '',
        detail: options.prompt ?? '',
        choices: [],
      });
      return typeof answer === 'string' ? answer : undefined;
    });
  }

  /** Answers the search for clients: types the text and accepts the first result. */
  search(text: string): void {
    this.replace('createQuickPick', () => searchBox(text));
  }

  /** Answers the search for clients with its first item before anything is typed. */
  takeFirst(): void {
    this.replace('createQuickPick', () => searchBox(undefined));
  }

  /** Types login passwords, one per box. A box more than passwords is closed by Escape. */
  passwords(...typed: Typed[]): void {
    this.boxes.length = 0;
    this.replace('createInputBox', () => {
      const box = passwordBox(typed.shift());
      this.boxes.push(box);
      return box;
    });
  }

  /** Presses Cancel of the progress whose text matches, the first time it does. */
  cancelAt(pattern: RegExp): void {
    this.replace('withProgress', (_: unknown, work: Work) => {
      const source = new vscode.CancellationTokenSource();
      const report = ({ message }: { message?: string }) => {
        if (pattern.test(message ?? '')) source.cancel();
      };
      return work({ report }, source.token);
    });
  }

  /** Puts another function in the place of one of `vscode.window`, until `restore`. */
  replace(name: keyof typeof vscode.window, value: unknown): void {
    if (!this.originals.has(name)) this.originals.set(name, vscode.window[name]);
    Reflect.set(vscode.window, name, value);
  }

  restore(): void {
    for (const [name, value] of this.originals) Reflect.set(vscode.window, name, value);
    this.originals.clear();
    this.history.length = 0;
    this.answer = () => undefined;
  }

  /** The first dialog that matches; waits for it up to 20 s. */
  async next(pattern: RegExp): Promise<DialogEntry> {
    for (;;) {
      const found = this.history.find(({ text }) => pattern.test(text));
      if (found !== undefined) return found;
      await new Promise<void>((resolve, reject) => {
        const limit = setTimeout(() => {
          const texts = this.history.map(({ text }) => text).join('\n');
          reject(new Error(`No dialog matches ${String(pattern)}; there were:\n${texts}`));
        }, 20_000);
        this.waiting.push(() => {
          clearTimeout(limit);
          resolve();
        });
      });
    }
  }

  private say(entry: DialogEntry): Answer | Promise<Answer> {
    this.history.push(entry);
    const answer = this.answer(entry);
    for (const go of this.waiting.splice(0)) go();
    return answer;
  }
}

/** A pick list that accepts the first item as soon as it has the server's answer to the typed text. */
function searchBox(text: string | undefined): Partial<vscode.QuickPick<vscode.QuickPickItem>> {
  const accept = new vscode.EventEmitter<void>();
  const value = new vscode.EventEmitter<string>();
  const none = new vscode.EventEmitter<never>();
  let typed = false;
  const box = {
    onDidAccept: accept.event,
    onDidChangeValue: value.event,
    onDidChangeSelection: none.event,
    onDidHide: none.event,
    show: () => undefined,
    dispose: () => undefined,
    activeItems: [] as vscode.QuickPickItem[],
    selectedItems: [] as vscode.QuickPickItem[],
    get items(): vscode.QuickPickItem[] {
      return box.activeItems;
    },
    set items(items: vscode.QuickPickItem[]) {
      if (!typed && text !== undefined) {
        typed = true;
        setImmediate(() => value.fire(text));
        return;
      }
      box.activeItems = items.slice(0, 1);
      setImmediate(() => {
        box.selectedItems = items.slice(0, 1);
        accept.fire();
      });
    },
  };
  return box;
}

type Work = (
  progress: vscode.Progress<{ message?: string }>,
  token: vscode.CancellationToken,
) => Thenable<unknown>;

type PasswordBox = Partial<Omit<vscode.InputBox, 'buttons'>> & {
  buttons: (vscode.QuickInputButton & { toggle?: { checked: boolean } })[];
};

/** Its two buttons are “remember” and “I sign in without one”, in this order. */
function passwordBox(typed: Typed): PasswordBox {
  const accept = new vscode.EventEmitter<void>();
  const hide = new vscode.EventEmitter<void>();
  const trigger = new vscode.EventEmitter<vscode.QuickInputButton>();
  const none = new vscode.EventEmitter<never>();
  const box: PasswordBox = {
    value: typeof typed === 'object' ? typed.remember : typeof typed === 'string' ? typed : '',
    buttons: [],
    onDidAccept: accept.event,
    onDidHide: hide.event,
    onDidChangeValue: none.event,
    onDidTriggerButton: trigger.event,
    show: () => setImmediate(act),
    dispose: () => undefined,
  };
  const act = () => {
    const [remember, without] = box.buttons;
    if (typed === undefined) hide.fire();
    else if (typed === withoutOne && without !== undefined) trigger.fire(without);
    else {
      if (typeof typed === 'object' && remember?.toggle !== undefined) remember.toggle.checked = true;
      accept.fire();
    }
  };
  return box;
}
