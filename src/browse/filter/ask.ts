/** The answer when the user pressed the Back button. */
export const back = Symbol('back');
/** The type of `back`. */
export type Back = typeof back;

/** One item of a question. */
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

/** Asks questions: in VS Code's quick input, or from the script of a test. Answers undefined when the user canceled. */
export interface Ask {
  one<T>(question: Question & { items: readonly Choice<T>[] }): Promise<T | Back | undefined>;
  many<T>(question: Question & { items: readonly Choice<T>[] }): Promise<T[] | Back | undefined>;
  /** `check` returns the problem of a text, if it has one. */
  text(
    question: Question & { value?: string; check?: (text: string) => string | undefined },
  ): Promise<string | Back | undefined>;
}
