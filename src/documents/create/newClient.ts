import type * as vscode from 'vscode';
import type { Client } from '../../api/types';
import type { Problem } from '../../records/check/problems';
import { planCreate } from '../../records/text/template';
import type { Version } from '../fileSystem/version';
import { validationProblems, type ServerValidation } from '../language/documentProblems';
import type { SaveProtocol } from '../save/saveProtocol';

/** The document of a client that does not exist yet. */
export class NewClient {
  /** What a read returns. `""` after a restart of the extension host: then only VS Code has the text. */
  text = '';
  /**
   * After a restart not newer than what VS Code remembers: only the first save answers "not found", and the next one would be
   * taken for a conflict.
   */
  version: Version = { mtime: 1, size: 0 };
  /** What the POST returned: from then on this URI never sends anything again. */
  created: Client | undefined;
  /** The text that it was created from. */
  createdFrom: string | undefined;
  validation: ServerValidation | undefined;
  /** The steps and the state of a save of this document. */
  readonly save: SaveProtocol;

  constructor(
    readonly uri: vscode.Uri,
    saveOf: (client: NewClient) => SaveProtocol,
  ) {
    this.save = saveOf(this);
  }

  /** Names this document as the origin of its creation, also after a restart. */
  get origin(): string {
    return this.uri.toString();
  }

  /** What to mark in a text: what the server did not accept, and our own checks. */
  readonly problems = (text: string): Problem[] => {
    const plan = planCreate(text);
    return [
      ...(this.validation === undefined ? [] : validationProblems(text, this.validation)),
      ...(plan.kind === 'invalid' ? plan.problems : []),
    ];
  };
}
