// Shared by the extension and the page (media/purge-merge-page), so it must not import anything.

/** What the page shows. Texts only: it decides nothing, and contains no token and no password. */
export interface PageModel {
  readonly title: string;
  readonly warning: string;
  /** One column per client, side by side. */
  readonly table: {
    readonly caption: string;
    readonly columns: readonly { readonly name: string; readonly role: string }[];
    readonly rows: readonly { readonly label: string; readonly values: readonly string[] }[];
  };
  readonly sections: readonly { readonly heading: string; readonly lines: readonly string[] }[];
  /** Null for a purge, which has no Swap button. */
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
  readonly confirmLabel: string;
  readonly cancelLabel: string;
  /** While the extension works on a request, only Cancel is enabled. */
  readonly busy: boolean;
  /** Why the last request failed; empty text for no problem. */
  readonly problem: string;
  /** The clients of this model; the page sends them back to confirm. `survivor` is null for a purge. */
  readonly ids: { readonly removed: string; readonly survivor: string | null };
}

/** What the page asks for. */
export type PageMessage =
  | { type: 'ready' | 'swap' | 'showBackup' | 'cancel' }
  | { type: 'backup'; withFiles: boolean }
  | { type: 'confirm'; removed: string; survivor: string | null; typed: string };

/** What the extension sends to the page. */
export interface HostMessage {
  type: 'model';
  model: PageModel;
}

const maxTextLength = 1000;

/** Checks a message from the page; undefined for anything that the page does not send. */
export function parsePageMessage(value: unknown): PageMessage | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { type, withFiles, removed, survivor, typed } = value as Record<string, unknown>;
  switch (type) {
    case 'ready':
    case 'swap':
    case 'showBackup':
    case 'cancel':
      return { type };
    case 'backup':
      return typeof withFiles === 'boolean' ? { type, withFiles } : undefined;
    case 'confirm':
      return isText(removed) && (survivor === null || isText(survivor)) && isText(typed)
        ? { type, removed, survivor, typed }
        : undefined;
    default:
      return undefined;
  }
}

/** Checks a message from the extension; undefined for anything else. */
export function parseHostMessage(value: unknown): HostMessage | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { type, model } = value as Record<string, unknown>;
  if (type !== 'model' || typeof model !== 'object' || model === null) return undefined;
  const { title, table, sections, backup, typing, ids } = model as Record<string, unknown>;
  const parts = [table, backup, typing, ids].every((part) => typeof part === 'object' && part !== null);
  return typeof title === 'string' && Array.isArray(sections) && parts
    ? { type, model: model as PageModel }
    : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= maxTextLength;
}
