// The suite runs in a made-up language: VS Code loads a translation of every text with marks around it
// (test/host/suites/madeUpLanguage.mjs). What reaches the user is caught where the extension gives it to VS Code: it must
// carry the marks, or be known from the server, and goes on without them, so that tests read plain English.
import * as vscode from 'vscode';

const open = '⟦';
const close = '⟧';

interface State {
  /** Where a text went, and what of it is in no mark. */
  suspects: Map<string, { where: string; text: string; plain: string }>;
  /** Words of the server and of the user: they are nobody's to translate. */
  known: Set<string>;
  /** Items that a box was given, by the copy without marks. */
  originals: WeakMap<object, object>;
  /** Unmarked values of objects by the names of their properties. */
  done: WeakMap<object, Record<string, unknown>>;
  watched: WeakMap<object, Set<string>>;
}

const shared = globalThis as { ninjaClientsMarks?: State };
const nothing: State = {
  suspects: new Map(),
  known: new Set(),
  originals: new WeakMap(),
  done: new WeakMap(),
  watched: new WeakMap(),
};
/** One for the bundles of all test files, each of which has a copy of this module. */
const { suspects, known, originals, done, watched } = (shared.ninjaClientsMarks ??= nothing);

/** Words that VS Code's language gives to numbers, sizes and dates. */
const formats =
  /\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b|\b(?:AM|PM|[kMG]?B|UTC|GMT|bytes?)\b|[A-Z]{1,3}(?=\p{Sc})/gu;
const noText = /\$\([\w~-]+\)|\b(?:https?|file|command):[^\s)]*|\b[\w-]+\.\w{2,4}\b/gu;

/** True when this run's VS Code has the made-up language; a desktop VS Code does not know it. */
export const marked = vscode.env.language === 'en-xa';

/** The text without marks; what is outside of them is checked at the end. */
export function unmark(where: string, text: string): string {
  if (!marked || text === '' || text.startsWith('ninja-client')) return text;
  for (const plain of outside(text).flatMap((part) => part.split('\n'))) {
    const rest = bared(plain);
    if (/[a-z]{2}/i.test(rest)) suspects.set(`${where} ${rest}`, { where, text, plain: rest });
  }
  return text.replace(/[⟦⟧]/g, '');
}

/** A text without what is no language of its own, and without the signs around it. */
function bared(text: string): string {
  return text
    .replace(/\p{Cf}/gu, '')
    .replace(noText, '')
    .replace(formats, '')
    .replace(/\s+/g, ' ')
    .replace(/^[\s\p{P}\p{S}]+|[\s\p{P}\p{S}]+$/gu, '');
}

/** The parts of a text that are in no mark. A text that was cut lacks the closing ones. */
function outside(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const sign of text) {
    if (sign === open) depth++;
    else if (sign === close) depth = Math.max(0, depth - 1);
    else if (depth === 0) parts[parts.length - 1] += sign;
    if (sign === open || sign === close) parts.push('');
  }
  return parts;
}

/** What reached the user without a mark, as lines. To be asked when all tests are done. */
export function unmarkedTexts(): string[] {
  const words = new Set([...known].map(bared));
  const all = [...words].join('\n');
  const isKnown = (part: string): boolean => {
    const bare = bared(part);
    if (!/[a-z]{2}/i.test(bare) || words.has(bare)) return true;
    if (/\s/.test(bare) && all.includes(bare)) return true;
    // Two records' words side by side, such as a first and a last name.
    return [...bare.matchAll(/[\s·|,:]+/g)].some(
      ({ index, 0: { length } }) => isKnown(bare.slice(0, index)) && isKnown(bare.slice(index + length)),
    );
  };
  return [...suspects.values()]
    .filter(({ plain }) => !isKnown(plain))
    .map(({ where, text }) => `${where}: ${text}`)
    .sort();
}

/** Something that a person typed, in this host a test. */
export function typed(text: unknown): void {
  if (typeof text === 'string') known.add(text);
}

type Fn = (...args: never[]) => unknown;
type AnyFn = (...args: unknown[]) => unknown;

/** Unmarks texts among the properties of an object, on the object itself. What was unmarked already stays as it is. */
function inPlace<T extends object>(where: string, target: T, names: readonly string[]): T {
  const record = target as Record<string, unknown>;
  const before = done.get(target) ?? {};
  done.set(target, before);
  for (const name of names) {
    const value = record[name];
    if (value === undefined || value === null || value === before[name]) continue;
    record[name] = before[name] = plain(`${where} ${name}`, value);
  }
  return target;
}

/** Unmarks a text, a Markdown text, or an object with a label. */
function plain(where: string, value: unknown): unknown {
  if (typeof value === 'string') return unmark(where, value);
  if (value instanceof vscode.MarkdownString) {
    // Blanks and signs are escaped there.
    value.value = unmark(where, value.value.replaceAll('&nbsp;', ' ').replace(/\\(?=[^\w\s])/g, ''));
    return value;
  }
  if (Array.isArray(value)) return value.map((each) => plain(where, each));
  if (typeof value === 'object' && value !== null)
    return inPlace(where, value, ['label', 'value', 'tooltip']);
  return value;
}

/** A copy of an object with some texts unmarked. */
function copy(where: string, target: object | undefined, names: readonly string[]): Record<string, unknown> {
  const made: Record<string, unknown> = { ...target };
  return inPlace(where, made, names);
}

const itemTexts = ['label', 'description', 'detail'];
const boxTexts = [
  'title',
  'placeholder',
  'placeHolder',
  'prompt',
  'validationMessage',
  'description',
  'message',
];

function items(where: string, given: readonly vscode.QuickPickItem[]): object[] {
  return given.map((item) => {
    const made = copy(where, item, itemTexts);
    if (item.buttons !== undefined)
      made.buttons = item.buttons.map((button) => copy(`${where} button`, button, ['tooltip']));
    originals.set(made, item);
    return made;
  });
}

const original = <T>(item: T): T =>
  ((typeof item === 'object' && item !== null && originals.get(item)) ?? item) as T;

/** What a box tells its owner has the items that the owner gave. */
function toOwner(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(original);
  if (typeof value === 'object' && value !== null && 'item' in value)
    return { ...value, item: original(value.item) };
  return original(value);
}

/** A box or view whose texts are unmarked on their way in. */
function guarded<T extends object>(where: string, target: T): T {
  return new Proxy(target, {
    set(box, name, value: unknown) {
      const shown = (Reflect.get(box, 'items', box) ?? []) as object[];
      let given = value;
      if (name === 'items') given = items(where, value as vscode.QuickPickItem[]);
      else if (name === 'activeItems' || name === 'selectedItems')
        given = (value as object[]).map((item) => shown.find((copied) => original(copied) === item) ?? item);
      else if (name === 'buttons')
        for (const button of value as object[]) inPlace(`${where} button`, button, ['tooltip']);
      else if (boxTexts.includes(String(name))) given = plain(`${where} ${String(name)}`, value);
      return Reflect.set(box, name, given, box);
    },
    get(box, name) {
      const value: unknown = Reflect.get(box, name, box);
      if (name === 'value') typed(value);
      if (name === 'webview') return guarded(where, value as object);
      if (Array.isArray(value)) return toOwner(value);
      if (typeof value !== 'function') return value;
      if (/^onDid(ChangeSelection|ChangeActive|TriggerItemButton)$/.test(String(name)))
        return (listener: AnyFn, ...rest: unknown[]) =>
          (value as AnyFn)((event: unknown) => listener(toOwner(event)), ...rest);
      if (name === 'postMessage')
        return (message: unknown) => (value as AnyFn).call(box, deep(where, message));
      return (value as AnyFn).bind(box);
    },
  });
}

/** A copy of a message to a page, with all texts unmarked but those that are codes for the page. */
function deep(where: string, value: unknown): unknown {
  if (typeof value === 'string') return unmark(where, value);
  if (Array.isArray(value)) return value.map((each) => deep(where, each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      name === 'type' || name === 'ids' ? each : deep(where, each),
    ]),
  );
}

type Guard = (name: string, call: AnyFn) => AnyFn;

const message: Guard =
  (name, call) =>
  async (text, ...rest) => {
    const strings = rest.filter((each) => typeof each === 'string');
    const shown = strings.map((each) => unmark(`${name} button`, each));
    const options = rest.find((each) => typeof each === 'object');
    const answer = await call(unmark(name, String(text)), copy(name, options!, ['detail']), ...shown);
    return strings[shown.indexOf(String(answer))];
  };

const withOptions =
  (names: readonly string[], at: number): Guard =>
  (name, call) =>
  async (...given) => {
    given[at] = copy(name, given[at] as object, names);
    const answer = await call(...given);
    typed(answer);
    return answer;
  };

const quickPick: Guard =
  (name, call) =>
  async (given, options, ...rest) => {
    const shown = items(name, (await given) as vscode.QuickPickItem[]);
    const answer = await call(shown, copy(name, options as object, boxTexts), ...rest);
    return Array.isArray(answer) ? answer.map(original) : original(answer);
  };

const inputBox: Guard =
  (name, call) =>
  async (options: unknown, ...rest) => {
    const made = copy(name, options as object, boxTexts);
    const validate = made.validateInput as ((text: string) => unknown) | undefined;
    if (validate !== undefined)
      made.validateInput = async (text: string) => plain(name, await validate(text));
    const answer = await call(made, ...rest);
    typed(answer);
    return answer;
  };

const progress: Guard =
  (name, call) =>
  (options, work, ...rest) =>
    call(
      copy(name, options as object, ['title']),
      (bar: vscode.Progress<object>, ...more: unknown[]) =>
        (work as AnyFn)({ report: (step: object) => bar.report(copy(name, step, ['message'])) }, ...more),
      ...rest,
    );

const made: Guard =
  (name, call) =>
  (...given) =>
    guarded(name, call(...given) as object);

const fileDialog = withOptions(['title', 'openLabel', 'saveLabel'], 0);

/** A provider whose answers are unmarked. */
const provider =
  (at: number, methods: Record<string, (where: string, answer: unknown) => unknown>): Guard =>
  (name, call) =>
  (...given) => {
    const target = given[at] as object;
    given[at] = new Proxy(target, {
      get(inner, method) {
        const value: unknown = Reflect.get(inner, method, inner);
        if (typeof value !== 'function') return value;
        const change = methods[String(method)];
        if (change === undefined) return (value as AnyFn).bind(inner);
        return async (...words: unknown[]) => change(name, await (value as AnyFn).apply(inner, words));
      },
    });
    return call(...given);
  };

const each = (names: readonly string[]) => (where: string, answer: unknown) => {
  if (typeof answer === 'string') return unmark(where, answer);
  for (const one of [answer].flat()) if (typeof one === 'object' && one !== null) inPlace(where, one, names);
  return answer;
};

/** Pages of the extension's own words, unlike records of the server and files. */
const pages = provider(1, {
  provideTextDocumentContent: (where, text) => (typeof text === 'string' ? unmark(where, text) : text),
});

const guards: Record<string, Record<string, Guard>> = {
  window: {
    showInformationMessage: message,
    showWarningMessage: message,
    showErrorMessage: message,
    showQuickPick: quickPick,
    showInputBox: inputBox,
    showOpenDialog: fileDialog,
    showSaveDialog: fileDialog,
    withProgress: progress,
    setStatusBarMessage:
      (name, call) =>
      (text, ...rest) =>
        call(unmark(name, String(text)), ...rest),
    createQuickPick: made,
    createInputBox: made,
    createStatusBarItem: made,
    createTreeView: made,
    createWebviewPanel:
      (name, call) =>
      (type, title, ...rest) =>
        guarded(name, call(type, unmark(name, String(title)), ...rest) as object),
    registerFileDecorationProvider: provider(0, { provideFileDecoration: each(['tooltip']) }),
  },
  languages: {
    registerHoverProvider: provider(1, { provideHover: each(['contents']) }),
    registerInlayHintsProvider: provider(1, { provideInlayHints: each(['label', 'tooltip']) }),
    registerCompletionItemProvider: provider(1, {
      provideCompletionItems: each(['label', 'detail', 'documentation']),
    }),
    registerCodeLensProvider: provider(1, {
      provideCodeLenses: (where, lenses) => {
        for (const { command } of lenses as vscode.CodeLens[])
          if (command !== undefined) inPlace(where, command, ['title', 'tooltip']);
        return lenses;
      },
    }),
    registerDocumentDropEditProvider: provider(1, { provideDocumentDropEdits: each(['title']) }),
    createDiagnosticCollection:
      (name, call) =>
      (...given) => {
        const collection = call(...given) as vscode.DiagnosticCollection;
        const set = collection.set.bind(collection) as AnyFn;
        return new Proxy(collection, {
          get: (target, key) => {
            if (key === 'set')
              return (uri: unknown, problems: unknown) => set(uri, each(['message'])(name, problems));
            const value: unknown = Reflect.get(target, key, target);
            return typeof value === 'function' ? (value as AnyFn).bind(target) : value;
          },
        });
      },
  },
  workspace: {
    registerTextDocumentContentProvider:
      (name, call) =>
      (scheme, ...rest) =>
        (scheme === 'ninja-client-result' ? pages(name, call) : call)(scheme, ...rest),
    registerFileSystemProvider:
      (name, call) =>
      (scheme, files, ...rest) =>
        call(scheme, failing(name, files as object), ...rest),
  },
  commands: {
    executeCommand:
      (name, call) =>
      (id, ...given) => {
        if (id === 'vscode.diff') given[2] = plain(`${name} vscode.diff`, given[2]);
        return call(id, ...given);
      },
  },
};

/** Refusals of a provider are messages, too. */
function failing(where: string, target: object): object {
  return new Proxy(target, {
    get(inner, method) {
      const value: unknown = Reflect.get(inner, method, inner);
      if (typeof value !== 'function' || /^on|^watch$/.test(String(method))) return value;
      return (...given: unknown[]) => {
        const fail = (error: unknown): never => {
          throw error instanceof Error ? inPlace(where, error, ['message']) : error;
        };
        try {
          const answer = (value as AnyFn).apply(inner, given);
          return answer instanceof Promise ? answer.catch(fail) : answer;
        } catch (error) {
          return fail(error);
        }
      };
    },
  });
}

/** Puts the guards in front of VS Code's functions. To be called before the extension is activated. */
export function watchTexts(): void {
  if (!marked) return;
  const parse = JSON.parse;
  JSON.parse = ((...given: Parameters<typeof JSON.parse>) => {
    const value: unknown = parse(...given);
    // An answer of the server; VS Code's own messages are arrays.
    if (
      typeof value === 'object' &&
      value !== null &&
      ['data', 'message', 'errors', 'currencies'].some((key) => key in value)
    )
      remember(value);
    return value;
  }) as typeof JSON.parse;
  const api = vscode as unknown as Record<string, Record<string, AnyFn>>;
  for (const [part, functions] of Object.entries(guards))
    for (const [name, guard] of Object.entries(functions)) install(api[part] ?? {}, name, guard);
}

/** Tests may put functions of their own in the place of VS Code's: these are guarded as well. */
function install(target: Record<string, AnyFn>, name: string, guard: Guard): void {
  const raw = new WeakMap<Fn, Fn>();
  const wrap = (call: AnyFn): AnyFn => {
    const wrapped = guard(name, call);
    raw.set(wrapped, call);
    return wrapped;
  };
  let current = wrap(target[name]!);
  Object.defineProperty(target, name, {
    configurable: true,
    get: () => current,
    set: (call: AnyFn) => {
      current = raw.has(call) ? call : wrap(call);
    },
  });
}

function remember(value: unknown): void {
  if (typeof value === 'string') {
    if (value.length < 400 && /[a-z]{2}/i.test(value)) known.add(value).add(value.split('|')[0] ?? '');
  } else if (typeof value === 'object' && value !== null)
    for (const part of Object.values(value)) remember(part);
}

/** What tests ask the extension's own parts for is what the user sees. To be called with each of them. */
export function watchPart(part: object, method: string, texts: readonly string[]): void {
  if (!marked) return;
  const methods = part as Record<string, AnyFn>;
  const call = methods[method]?.bind(part);
  if (call === undefined || watched.get(part)?.has(method)) return;
  watched.set(part, (watched.get(part) ?? new Set()).add(method));
  const change = each(texts);
  methods[method] = (...given) => {
    const answer = call(...given);
    return answer instanceof Promise
      ? answer.then((later: unknown) => change(method, later))
      : change(method, answer);
  };
}
