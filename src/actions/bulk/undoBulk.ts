import type { Client, ClientState, Id } from '../../api/types';
import { clientState } from '../../records/names';
import { lifecycleOperation, type Lifecycle } from './bulkOperations';
import { readClients } from './readClients';
import { runBulk, type BulkOptions, type BulkResult, type BulkSession } from './runBulk';

/** What became of the clients that an undo was for. */
export interface UndoResult {
  /** Have the state again that they had before. */
  readonly undone: Id[];
  /** Their state has changed since, so the undo did not touch them. */
  readonly changedSince: Id[];
  readonly vanished: Id[];
  /** Not brought back, because the request was denied, failed, or was canceled. */
  readonly notUndone: Id[];
  readonly stoppedBy: unknown;
  readonly canceled: boolean;
}

/** Ids of the clients that a run changed: those that Undo can bring back. */
export function changedIds({ outcomes, before, after }: BulkResult): Id[] {
  return [...outcomes].flatMap(([id, { kind }]) =>
    kind === 'done' && before.has(id) && after.has(id) ? [id] : [],
  );
}

/** The actions that lead from one state to another. Only an active client can be archived. */
function steps(from: ClientState, to: ClientState): Lifecycle[] {
  if (from === to) return [];
  if (to === 'active') return ['restore'];
  if (to === 'deleted') return ['delete'];
  return from === 'deleted' ? ['restore', 'archive'] : ['archive'];
}

/**
 * Brings the clients that a run changed back to the state that each had before, if nobody changed their state
 * since. Throws where the clients cannot be read; later failures are in the result.
 */
export async function undoBulk(
  session: BulkSession,
  result: BulkResult,
  options: BulkOptions,
): Promise<UndoResult> {
  const ids = changedIds(result);
  const current = await readClients(session, ids, options.signal ? { signal: options.signal } : {});
  const unchangedSince = ids.filter((id) => sameState(current.found.get(id), result.after.get(id)));
  const undoable = new Set(unchangedSince);
  const groups = new Map<string, { path: Lifecycle[]; ids: Id[] }>();
  for (const id of unchangedSince) {
    const path = steps(stateOf(result.after, id), stateOf(result.before, id));
    const key = path.join(' ');
    const group = groups.get(key) ?? { path, ids: [] };
    group.ids.push(id);
    groups.set(key, group);
  }
  const undone = new Set<Id>();
  let stoppedBy: unknown;
  for (const group of groups.values()) {
    let reached = group.ids;
    for (const step of group.path) {
      if (stoppedBy !== undefined || options.signal?.aborted) break;
      const part = await runBulk(session, reached, lifecycleOperation(step), options);
      stoppedBy = part.stoppedBy;
      reached = reached.filter((id) => part.outcomes.get(id)?.kind === 'done');
      if (step === group.path.at(-1)) for (const id of reached) undone.add(id);
    }
  }
  return {
    undone: [...undone],
    changedSince: ids.filter((id) => current.found.has(id) && !undoable.has(id)),
    vanished: [...current.missing],
    notUndone: unchangedSince.filter((id) => !undone.has(id)),
    stoppedBy,
    canceled: options.signal?.aborted === true,
  };
}

function stateOf(clients: ReadonlyMap<Id, Client>, id: Id): ClientState {
  const client = clients.get(id);
  return client === undefined ? 'active' : clientState(client);
}

/** Compares the time of archiving too: a client that was restored and archived again has been changed. */
function sameState(a: Client | undefined, b: Client | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  return a.is_deleted === b.is_deleted && a.archived_at === b.archived_at;
}
