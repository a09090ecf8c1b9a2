/** A small table from CSV text: quotes, doubled quotes, line breaks inside quotes, comma or semicolon, BOM, CRLF. */
export function parseTable(text: string): string[][] {
  const source = text.replace(/^\uFEFF/, "");
  const heading = source.slice(0, source.search(/\r?\n|$/));
  const delimiter =
    heading.includes(";") && !heading.includes(",") ? ";" : heading.includes("\t") ? "\t" : ",";
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  const endCell = () => {
    row.push(cell);
    cell = "";
  };
  const endRow = () => {
    endCell();
    if (row.some((value) => value.trim() !== "")) rows.push(row);
    row = [];
  };
  for (let index = 0; index < source.length; index += 1) {
    const letter = source[index];
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (source[index + 1] === '"') {
        cell += '"';
        index += 1;
      } else quoted = false;
    } else if (letter === '"' && cell === "") quoted = true;
    else if (letter === delimiter) endCell();
    else if (letter === "\n") endRow();
    else if (letter !== "\r") cell += letter;
  }
  endRow();
  return rows;
}
