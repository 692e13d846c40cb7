/**
 * What can stand in the place of a partition as it is, since Athena puts it into the location of the objects without escaping it: 1 to 128 characters,
 * none that divides or escapes, no control characters, and neither blanks at the ends nor dots alone, which some readers take away.
 *
 * A regular expression with the flag `u`, as text, because the transform function gets it too.
 */
export const FOLDER_NAME = '^(?!\\.+$)(?!\\s)[^/\\\\%#?\\p{Cc}]{1,128}(?<!\\s)$';

const PATTERN = new RegExp(FOLDER_NAME, 'u');

/** Whether a value can be the name of a partition's folder. */
export function isFolderName(value: string): boolean {
  return PATTERN.test(value);
}
