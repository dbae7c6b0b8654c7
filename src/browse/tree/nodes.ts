import type { Client, Contact, Id } from '../../api/types';

interface OfAccount {
  readonly key: string;
  readonly accountId: string;
  /** Key of the parent node; absent at the top level. */
  readonly parentKey?: string;
}

/** The row of an account, where there are several. */
export interface AccountNode extends OfAccount {
  readonly kind: 'account';
}

/** Clients of open editors that are not among the loaded ones. */
export interface OpenGroupNode extends OfAccount {
  readonly kind: 'openGroup';
}

/** The row of a client, in the list or under “Open”. */
export interface ClientNode extends OfAccount {
  readonly kind: 'client';
  readonly clientId: Id;
  client: Client;
}

/** The row of a contact under its client. */
export interface ContactNode extends OfAccount {
  readonly kind: 'contact';
  readonly clientId: Id;
  readonly contactId: Id;
  contact: Contact;
  client: Client;
}

/** A part of a client that is loaded only when its row is expanded. */
export type Section = 'documents' | 'tokens' | 'locations' | 'activity';

/** All sections, in the order of their rows. */
export const sections: readonly Section[] = ['documents', 'tokens', 'locations', 'activity'];

/** The row of a section under its client. */
export interface SectionNode extends OfAccount {
  readonly kind: 'section';
  readonly clientId: Id;
  readonly section: Section;
  client: Client;
  /** How many rows there are, once they were loaded; what the list included may be older. */
  count?: number;
}

/** One row of a section, in plain text. */
export interface DetailNode extends OfAccount {
  readonly kind: 'detail';
  readonly clientId: Id;
  readonly section: Section;
  /** Id of the record it shows, e.g. of a document. */
  readonly detailId: string;
  /** Set where it is a document. */
  readonly documentId?: Id;
  label: string;
  description: string;
  tooltip: string;
  icon: string;
}

/** The row that loads the next page. */
export interface MoreNode extends OfAccount {
  readonly kind: 'more';
}

/** The row of a failed request. */
export interface FailureNode extends OfAccount {
  readonly kind: 'failure';
  /** The section that could not be loaded; the list of clients where absent. */
  readonly sectionKey?: string;
  error: unknown;
}

/** Says that a list is empty. */
export interface EmptyNode extends OfAccount {
  readonly kind: 'empty';
  what: 'clients' | 'matches' | Section;
}

/** Any row of the tree. */
export type Node =
  | AccountNode
  | OpenGroupNode
  | ClientNode
  | ContactNode
  | SectionNode
  | DetailNode
  | MoreNode
  | FailureNode
  | EmptyNode;

/**
 * One object per key for as long as the tree lives: VS Code refuses a second element with the same id ("already
 * registered") when refreshes overlap, unless it is the same object.
 */
export class NodeCache {
  private readonly nodes = new Map<string, Node>();

  get<T extends Node>(node: T): T {
    const known = this.nodes.get(node.key);
    if (known === undefined) {
      this.nodes.set(node.key, node);
      return node;
    }
    return Object.assign<Node, T>(known, node);
  }

  find(key: string | undefined): Node | undefined {
    return key === undefined ? undefined : this.nodes.get(key);
  }
}

/** Key of a client's node in the list. */
export const clientNodeKey = (accountId: string, clientId: Id) => `${accountId}/${clientId}`;
/** Key of an account's “Open” node. */
export const openGroupKey = (accountId: string) => `${accountId}/:open`;
/** Key of a client's node under “Open”. */
export const openNodeKey = (accountId: string, clientId: Id) => `${openGroupKey(accountId)}/${clientId}`;

/** A client's children: its contacts, the primary one first, and its sections. No request is needed. */
export function clientChildren(nodes: NodeCache, { key, accountId, clientId, client }: ClientNode): Node[] {
  const contacts = [...client.contacts].sort((a, b) => Number(b.is_primary) - Number(a.is_primary));
  const common = { parentKey: key, accountId, clientId, client };
  return [
    ...contacts.map((contact) =>
      nodes.get<ContactNode>({
        kind: 'contact',
        key: `${key}/${contact.id}`,
        contactId: contact.id,
        contact,
        ...common,
      }),
    ),
    ...sections.map((section) =>
      nodes.get<SectionNode>({ kind: 'section', key: `${key}/:${section}`, section, ...common }),
    ),
  ];
}
