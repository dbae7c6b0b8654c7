import type { Client, ClientState, Id } from '../../api/types';
import { clientState } from '../../records/names';
import { lifecycleWish, type Lifecycle } from './bulkOperations';
import { readClients } from './readClients';
import { runBulk, type BulkOptions, type BulkResult, type BulkSession } from './runBulk';

export interface UndoResult {
  /** Back in the state they had. */
  readonly undone: Id[];
  /** Somebody changed their state meanwhile: left alone. */
  readonly changedSince: Id[];
  readonly vanished: Id[];
  /** Not brought back: refused, failed, canceled. */
  readonly left: Id[];
  readonly stoppedBy: unknown;
  readonly canceled: boolean;
}

/** Ids that an action changed, which is what Undo is offered for. */
export function changedIds({ outcomes, before, after }: BulkResult): Id[] {
  return [...outcomes].flatMap(([id, { kind }]) =>
    kind === 'done' && before.has(id) && after.has(id) ? [id] : [],
  );
}

/** Steps from a state to the one before. Only an active client can be archived. */
function steps(from: ClientState, to: ClientState): Lifecycle[] {
  if (from === to) return [];
  if (to === 'active') return ['restore'];
  if (to === 'deleted') return ['delete'];
  return from === 'deleted' ? ['restore', 'archive'] : ['archive'];
}

/** Brings exactly the clients that an action changed back to the state each had, where it still is as we left it. */
export async function undoBulk(
  session: BulkSession,
  result: BulkResult,
  options: BulkOptions,
): Promise<UndoResult> {
  const ids = changedIds(result);
  const now = await readClients(session, ids, options.signal ? { signal: options.signal } : {});
  const asWeLeftIt = ids.filter((id) => sameState(now.found.get(id), result.after.get(id)));
  const ours = new Set(asWeLeftIt);
  const groups = new Map<string, { path: Lifecycle[]; ids: Id[] }>();
  for (const id of asWeLeftIt) {
    const path = steps(stateOf(result.after, id), stateOf(result.before, id));
    const key = path.join(' ');
    const group = groups.get(key) ?? { path, ids: [] };
    group.ids.push(id);
    groups.set(key, group);
  }
  const back = new Set<Id>();
  let stoppedBy: unknown;
  for (const group of groups.values()) {
    let reached = group.ids;
    for (const step of group.path) {
      if (stoppedBy !== undefined || options.signal?.aborted) break;
      const part = await runBulk(session, reached, lifecycleWish(step), options);
      stoppedBy = part.stoppedBy;
      reached = reached.filter((id) => part.outcomes.get(id)?.kind === 'done');
      if (step === group.path.at(-1)) for (const id of reached) back.add(id);
    }
  }
  return {
    undone: [...back],
    changedSince: ids.filter((id) => now.found.has(id) && !ours.has(id)),
    vanished: [...now.missing],
    left: asWeLeftIt.filter((id) => !back.has(id)),
    stoppedBy,
    canceled: options.signal?.aborted === true,
  };
}

function stateOf(clients: ReadonlyMap<Id, Client>, id: Id): ClientState {
  const client = clients.get(id);
  return client === undefined ? 'active' : clientState(client);
}

/** The moment of archiving belongs to the state: whoever restored and archived it again did something. */
function sameState(a: Client | undefined, b: Client | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  return a.is_deleted === b.is_deleted && a.archived_at === b.archived_at;
}
