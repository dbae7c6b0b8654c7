/** What the facts page shows. Texts only: it decides nothing, and no token or password is ever in here. */
export interface FactsModel {
  readonly title: string;
  readonly warning: string;
  /** One column a client, side by side. */
  readonly table: {
    readonly caption: string;
    readonly columns: readonly { readonly name: string; readonly fate: string }[];
    readonly rows: readonly { readonly label: string; readonly values: readonly string[] }[];
  };
  readonly sections: readonly { readonly heading: string; readonly lines: readonly string[] }[];
  readonly swapLabel: string | null;
  readonly backup: {
    readonly heading: string;
    readonly filesLabel: string;
    readonly buttonLabel: string;
    readonly showLabel: string;
    readonly done: boolean;
    readonly status: string;
    readonly lacks: readonly string[];
  };
  readonly typing: { readonly label: string; readonly expected: string };
  readonly finalLabel: string;
  readonly cancelLabel: string;
  /** Something is under way: nothing can be pressed. */
  readonly busy: boolean;
  readonly problem: string;
  readonly ids: { readonly gone: string; readonly survivor: string | null };
}

/** What the page asks for. */
export type PageMessage =
  | { type: 'ready' | 'swap' | 'showBackup' | 'cancel' }
  | { type: 'backup'; withFiles: boolean }
  | { type: 'final'; gone: string; survivor: string | null; typed: string };

export interface HostMessage {
  type: 'model';
  model: FactsModel;
}

const longestText = 1000;

/** A message as the page sends it; undefined for anything else, whoever sent it. */
export function parsePageMessage(value: unknown): PageMessage | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { type, withFiles, gone, survivor, typed } = value as Record<string, unknown>;
  switch (type) {
    case 'ready':
    case 'swap':
    case 'showBackup':
    case 'cancel':
      return { type };
    case 'backup':
      return typeof withFiles === 'boolean' ? { type, withFiles } : undefined;
    case 'final':
      return isText(gone) && (survivor === null || isText(survivor)) && isText(typed)
        ? { type, gone, survivor, typed }
        : undefined;
    default:
      return undefined;
  }
}

/** A message as the host sends it; undefined for anything else. */
export function parseHostMessage(value: unknown): HostMessage | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { type, model } = value as Record<string, unknown>;
  if (type !== 'model' || typeof model !== 'object' || model === null) return undefined;
  const { title, table, sections, backup, typing, ids } = model as Record<string, unknown>;
  const parts = [table, backup, typing, ids].every((part) => typeof part === 'object' && part !== null);
  return typeof title === 'string' && Array.isArray(sections) && parts
    ? { type, model: model as FactsModel }
    : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= longestText;
}
