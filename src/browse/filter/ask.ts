/** Answer of a question that the user left by its Back button. */
export const back = Symbol('back');
export type Back = typeof back;

export interface Choice<T> {
  label: string;
  description?: string;
  detail?: string;
  value: T;
  picked?: boolean;
  /** Name of an icon of the theme. */
  icon?: string;
  /** Starts a new group of choices with this heading. */
  group?: string;
}

interface Question {
  title: string;
  placeholder?: string;
  /** Whether there is a step to go back to. */
  back?: boolean;
}

/** Questions in VS Code's quick input, or in a test's script. Undefined: the user gave up. */
export interface Ask {
  one<T>(question: Question & { items: readonly Choice<T>[] }): Promise<T | Back | undefined>;
  many<T>(question: Question & { items: readonly Choice<T>[] }): Promise<T[] | Back | undefined>;
  /** `check` returns what is wrong with a text. */
  text(
    question: Question & { value?: string; check?: (text: string) => string | undefined },
  ): Promise<string | Back | undefined>;
}
