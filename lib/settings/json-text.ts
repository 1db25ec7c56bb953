import { type Fault, pathText } from './faults.ts';

/** A place in a text, both counted from one. */
interface Position {
  readonly line: number;
  readonly column: number;
}

const DEEPEST = 32;

const BLANK = /[ \t\r\n]*/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids bare control characters in strings.
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SCALAR = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;

/**
 * What keeps a text from being one JSON value, in words for the person who edits it by hand, with line and column. Two
 * keys of the same name in one object are faults too: `JSON.parse` would silently keep the last one.
 *
 * @returns at most one fault of syntax, as everything behind it is guesswork, and every doubled key before it.
 */
export function jsonTextFaults(text: string): Fault[] {
  return new JsonReader(text).read();
}

/** Stops the reading; carries nothing, because the fault has been noted down already. */
class ReadingStopped extends Error {}

class JsonReader {
  readonly #text: string;
  readonly #faults: Fault[] = [];
  #offset = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): Fault[] {
    try {
      this.#value([]);
      this.#skipBlanks();
      if (this.#offset < this.#text.length) {
        this.#stop('После конца документа есть лишний текст');
      }
    } catch (error) {
      if (!(error instanceof ReadingStopped)) {
        throw error;
      }
    }
    return this.#faults;
  }

  #value(path: readonly (string | number)[]): void {
    if (path.length > DEEPEST) {
      this.#stop(`Вложенность больше ${DEEPEST} уровней`);
    }
    this.#skipBlanks();
    if (this.#take('{')) {
      this.#object(path);
    } else if (this.#take('[')) {
      this.#array(path);
    } else if (this.#match(STRING) === undefined && this.#match(SCALAR) === undefined) {
      this.#stop(this.#whatIsNoValue());
    }
  }

  #object(path: readonly (string | number)[]): void {
    const seen = new Set<string>();
    if (this.#closes('}')) {
      return;
    }
    do {
      const key = this.#key();
      if (seen.has(key)) {
        this.#note([...path, key], 'Ключ записан в этом объекте дважды');
      }
      seen.add(key);
      this.#skipBlanks();
      if (!this.#take(':')) {
        this.#stop('После имени ключа нужно двоеточие');
      }
      this.#value([...path, key]);
    } while (this.#continues('}'));
  }

  #array(path: readonly (string | number)[]): void {
    if (this.#closes(']')) {
      return;
    }
    let index = 0;
    do {
      this.#value([...path, index]);
      index += 1;
    } while (this.#continues(']'));
  }

  #key(): string {
    this.#skipBlanks();
    const literal = this.#match(STRING);
    if (literal === undefined) {
      this.#stop('Здесь нужно имя ключа в двойных кавычках');
    }
    return JSON.parse(literal) as string;
  }

  /** After a member: a comma and another member, or the end. */
  #continues(end: string): boolean {
    this.#skipBlanks();
    if (this.#take(',')) {
      this.#skipBlanks();
      if (this.#text.startsWith(end, this.#offset)) {
        this.#stop(`Лишняя запятая перед «${end}»`);
      }
      return true;
    }
    if (!this.#take(end)) {
      this.#stop(
        this.#atEnd() ? `Документ оборван: не хватает «${end}»` : `Здесь нужна запятая или «${end}»`,
      );
    }
    return false;
  }

  #closes(end: string): boolean {
    this.#skipBlanks();
    return this.#take(end);
  }

  #whatIsNoValue(): string {
    const rest = this.#text.slice(this.#offset);
    if (rest === '') {
      return this.#text.trim() === '' ? 'Документ пуст' : 'Документ оборван: не хватает значения';
    }
    return rest.startsWith('"')
      ? 'Строка не закрыта или содержит недопустимый знак (перенос строки, одиночная «\\»)'
      : 'Здесь нужно значение: строка в двойных кавычках, число, true, false, null, {…} или […]';
  }

  #skipBlanks(): void {
    this.#match(BLANK);
  }

  #atEnd(): boolean {
    return this.#offset === this.#text.length;
  }

  #take(sign: string): boolean {
    const found = this.#text.startsWith(sign, this.#offset);
    this.#offset += found ? sign.length : 0;
    return found;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#offset;
    const found = pattern.exec(this.#text)?.[0];
    this.#offset += found?.length ?? 0;
    return found;
  }

  #note(path: readonly (string | number)[], problem: string): void {
    const { line, column } = positionAt(this.#text, this.#offset);
    this.#faults.push({ path: pathText(path), problem: `${problem} (строка ${line}, столбец ${column})` });
  }

  #stop(problem: string): never {
    const atComment = /\/[/*]/y;
    atComment.lastIndex = this.#offset;
    this.#note([], atComment.test(this.#text) ? 'Комментарии в JSON не допускаются: удалите их' : problem);
    throw new ReadingStopped();
  }
}

function positionAt(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
