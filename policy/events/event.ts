/** A text in the languages of the product. */
export interface EventText {
  readonly nb: string;
  readonly en: string;
}

/** What an event is about; all values are short texts, so that no reader needs to know a table. */
export type EventParameters = Readonly<Record<string, string>>;

/** Makes the text of one event from its parameters. */
export type TextOf = (parameters: EventParameters) => EventText;
