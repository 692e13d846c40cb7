const LONGEST_QUOTE = 60;

/** A value from a file as a message shows it: in quotes, and cut short. */
export function quote(value: string): string {
  return JSON.stringify(value.length > LONGEST_QUOTE ? `${value.slice(0, LONGEST_QUOTE)}…` : value);
}
