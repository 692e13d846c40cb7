/** Commands that write lines into a file as they are. */
export function heredoc(file: string, lines: string[]): string[] {
  return [`cat > ${file} <<'END_OF_FILE'`, ...lines, 'END_OF_FILE'];
}
