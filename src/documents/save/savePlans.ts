import type { Client } from '../../api/types';
import { planSave, type SavePlan } from '../../records/merge/plan';

interface Made {
  base: Client;
  server: Client;
  text: string;
  plan: SavePlan;
}

/** Plans of one document's saves: made once for each text and version of the server's record, although several steps ask. */
export class SavePlans {
  /** The newest first: one without the server's record and one with it. */
  private made: Made[] = [];

  /** Without a base every difference to the server's record is a change of the user. */
  plan(base: Client | undefined, server: Client, text: string): SavePlan {
    const from = base ?? server;
    const known = this.made.find(
      (made) => made.base === from && made.server === server && made.text === text,
    );
    if (known !== undefined) return known.plan;
    const plan = planSave(from, server, text);
    this.made = [{ base: from, server, text, plan }, ...this.made.slice(0, 1)];
    return plan;
  }

  /**
   * What a text means as far as it can be told without a request. An id that the base does not have may belong to a contact
   * that others added: only the server's record tells.
   */
  withoutServer(base: Client, text: string): 'send' | 'unchanged' | 'invalid' {
    const plan = this.plan(base, base, text);
    if (plan.kind !== 'invalid') return plan.kind === 'unchanged' ? 'unchanged' : 'send';
    const errors = plan.problems.filter(({ severity }) => severity === 'error');
    return errors.length > 0 && errors.every(({ code }) => code === 'foreignId') ? 'send' : 'invalid';
  }
}
