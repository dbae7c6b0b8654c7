import type { Id } from '../../api/types';
import type { Session } from '../../session/session';
import type { LazyParts } from '../lazyParts';
import {
  clientNodeKey,
  openNodeKey,
  sections,
  type DetailNode,
  type Node,
  type NodeCache,
  type SectionNode,
} from './nodes';

/** Loads the rows of a client's sections when one is expanded, and keeps them until the client changes. */
export class SectionLoader {
  /** By the section's key. */
  private readonly loaded = new Map<string, Promise<Node[]>>();

  constructor(
    private readonly nodes: NodeCache,
    private readonly session: (accountId: string) => Session | undefined,
    private readonly lazyParts: () => Promise<Pick<LazyParts, 'loadDetails'>>,
  ) {}

  /** The nodes below a section. Never throws: a failure is a node. */
  children(section: SectionNode): Promise<Node[]> {
    let loaded = this.loaded.get(section.key);
    if (loaded === undefined) {
      loaded = this.load(section);
      this.loaded.set(section.key, loaded);
    }
    return loaded;
  }

  /** The section is loaded again when it is next asked for. */
  forget(key: string): void {
    this.loaded.delete(key);
  }

  forgetClient(accountId: string, clientId: Id): void {
    for (const client of [clientNodeKey(accountId, clientId), openNodeKey(accountId, clientId)])
      for (const section of sections) {
        const key = `${client}/:${section}`;
        this.loaded.delete(key);
        const node = this.nodes.find(key);
        if (node?.kind === 'section') node.count = undefined;
      }
  }

  forgetAccount(accountId?: string): void {
    for (const key of this.loaded.keys())
      if (accountId === undefined || key.startsWith(`${accountId}/`)) this.loaded.delete(key);
  }

  private async load(node: SectionNode): Promise<Node[]> {
    const { key, accountId, clientId, section, client } = node;
    const common = { parentKey: key, accountId };
    const session = this.session(accountId);
    if (session === undefined) return [];
    try {
      const { loadDetails } = await this.lazyParts();
      const details = await loadDetails(session, client, section);
      if (section !== 'activity') node.count = details.length;
      if (details.length === 0)
        return [this.nodes.get({ kind: 'empty', key: `${key}/:empty`, what: section, ...common })];
      const unique = new Map(details.map((detail) => [detail.id, detail]));
      return [...unique.values()].map(({ id, ...detail }) =>
        this.nodes.get<DetailNode>({
          kind: 'detail',
          key: `${key}/${id}`,
          clientId,
          section,
          detailId: id,
          documentId: section === 'documents' ? id : undefined,
          ...detail,
          ...common,
        }),
      );
    } catch (error) {
      return [this.nodes.get({ kind: 'failure', key: `${key}/:failure`, sectionKey: key, error, ...common })];
    }
  }
}
