import type { Client, Contact, Id } from '../api/types';

export interface AccountNode {
  readonly kind: 'account';
  readonly key: string;
  readonly accountId: string;
}

export interface ClientNode {
  readonly kind: 'client';
  readonly key: string;
  readonly accountId: string;
  readonly clientId: Id;
  client: Client;
}

export interface ContactNode {
  readonly kind: 'contact';
  readonly key: string;
  readonly accountId: string;
  readonly clientId: Id;
  readonly contactId: Id;
  contact: Contact;
  client: Client;
}

export interface MoreNode {
  readonly kind: 'more';
  readonly key: string;
  readonly accountId: string;
}

export interface FailureNode {
  readonly kind: 'failure';
  readonly key: string;
  readonly accountId: string;
  error: unknown;
}

/** Nothing to list: says so in words. */
export interface EmptyNode {
  readonly kind: 'empty';
  readonly key: string;
  readonly accountId: string;
}

export type Node = AccountNode | ClientNode | ContactNode | MoreNode | FailureNode | EmptyNode;

/**
 * One object per key for as long as the tree lives: VS Code refuses a second element with the same id ("already
 * registered") when refreshes overlap, unless it is the same object.
 */
export class NodeCache {
  private readonly nodes = new Map<string, Node>();

  get<T extends Node>(fresh: T): T {
    const known = this.nodes.get(fresh.key);
    if (known === undefined) {
      this.nodes.set(fresh.key, fresh);
      return fresh;
    }
    return Object.assign<Node, T>(known, fresh);
  }

  find(key: string): Node | undefined {
    return this.nodes.get(key);
  }
}

export const clientNodeKey = (accountId: string, clientId: Id) => `${accountId}/${clientId}`;
