/** Where a text stops being JSON: the column from 1, and why, without any of the text. */
export type Fault = { column: number; message: string };

const SPACE = new Set([" ", "\t", "\n", "\r"]);
const NUMBER = /-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const ESCAPE = /["\\/bfnrt]|u[0-9a-fA-F]{4}/y;

/**
 * The engine's own messages quote the text and change with its version, so the place is looked for here. Only asked for
 * lines that are known to be broken. Null: the text is JSON after all.
 */
export function findFault(text: string): Fault | null {
  const reader = new Reader(text);
  return reader.read();
}

type Step = "value" | "key" | "colon" | "comma" | "end";

class Reader {
  private at = 0;
  private readonly open: ("{" | "[")[] = [];
  /** Just behind an opening bracket: it may close at once. */
  private isEmpty = false;

  constructor(private readonly text: string) {}

  read(): Fault | null {
    let step: Step = "value";
    for (;;) {
      while (SPACE.has(this.text.charAt(this.at))) this.at += 1;
      const found: Step | Fault | null = this.step(step);
      if (found === null || typeof found === "object") return found;
      step = found;
    }
  }

  private step(step: Step): Step | Fault | null {
    if (this.at >= this.text.length) return step === "end" ? null : this.fault("The line breaks off.");
    switch (step) {
      case "value":
        return this.value();
      case "key":
        return this.key();
      case "colon":
        return this.sign(":", "value", "A colon is missing.");
      case "comma":
        return this.comma();
      case "end":
        return this.fault("Something stands behind the end of the JSON.");
    }
  }

  private value(): Step | Fault {
    const sign = this.text.charAt(this.at);
    if (sign === "]" && this.isEmpty && this.open.at(-1) === "[") return this.close();
    const wasEmpty = this.isEmpty;
    this.isEmpty = false;
    if (sign === "{" || sign === "[") {
      this.open.push(sign);
      this.at += 1;
      this.isEmpty = true;
      return sign === "{" ? "key" : "value";
    }
    if (sign === '"') return this.string() ?? this.next();
    for (const word of ["true", "false", "null"])
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return this.next();
      }
    NUMBER.lastIndex = this.at;
    const number = NUMBER.exec(this.text)?.[0] ?? "";
    if (number === "")
      return this.fault(wasEmpty ? "A value or a closing bracket is missing." : "A value is missing.");
    this.at += number.length;
    return this.next();
  }

  private key(): Step | Fault {
    const sign = this.text.charAt(this.at);
    if (sign === "}" && this.isEmpty) return this.close();
    this.isEmpty = false;
    return sign === '"' ? (this.string() ?? "colon") : this.fault("A name in quotes is missing.");
  }

  private comma(): Step | Fault {
    const sign = this.text.charAt(this.at);
    const inside = this.open.at(-1);
    if ((sign === "}" && inside === "{") || (sign === "]" && inside === "[")) return this.close();
    return this.sign(",", inside === "{" ? "key" : "value", "A comma or a closing bracket is missing.");
  }

  private close(): Step {
    this.open.pop();
    this.isEmpty = false;
    this.at += 1;
    return this.next();
  }

  private next(): Step {
    return this.open.length > 0 ? "comma" : "end";
  }

  private sign(wanted: string, then: Step, message: string): Step | Fault {
    if (this.text.charAt(this.at) !== wanted) return this.fault(message);
    this.at += 1;
    return then;
  }

  /** Null: the string ends well. */
  private string(): Fault | null {
    for (this.at += 1; this.at < this.text.length; this.at += 1) {
      const sign = this.text.charAt(this.at);
      if (sign === '"') {
        this.at += 1;
        return null;
      }
      if (sign === "\u0000") return this.fault("A NUL byte stands in the text.");
      if (sign < " ") return this.fault("A control character stands in the text.");
      if (sign !== "\\") continue;
      ESCAPE.lastIndex = this.at + 1;
      const sequence = ESCAPE.exec(this.text)?.[0];
      if (sequence === undefined && this.at + 1 < this.text.length)
        return this.fault("A backslash stands before a sign that it cannot escape.");
      this.at += sequence?.length ?? 0;
    }
    return this.fault("The line breaks off inside a text.");
  }

  private fault(message: string): Fault {
    const isNul = this.text.charAt(this.at) === "\u0000";
    return { column: this.at + 1, message: isNul ? "A NUL byte stands in the text." : message };
  }
}
