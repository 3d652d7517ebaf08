/** What a mail says, from which its text and its HTML are made. `{{names}}` stand for values. */
export interface MailText {
  subject: string;
  /** Paragraphs before everything else. */
  lead: readonly string[];
  /** What happened, line by line: what it is, and its value. */
  facts?: readonly (readonly [term: string, value: string])[];
  /** What is to be typed in somewhere. */
  code?: string;
  /** Where to go: words for it, and the name of the value that holds its address. */
  action?: readonly [label: string, link: string];
  /** Paragraphs after everything else. */
  closing?: readonly string[];
}
