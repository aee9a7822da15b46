/** Numbers the distinct values of a column. Code 0 stands for unknown. */
export class Dictionary {
  private readonly codes = new Map<string, number>();
  private readonly values: (string | null)[] = [null];

  /** An independent copy with the same values and codes. */
  copy(): Dictionary {
    const copy = new Dictionary();
    for (const value of this.values) copy.encode(value);
    return copy;
  }

  get size(): number {
    return this.values.length;
  }

  encode(value: string | null): number {
    if (value === null) return 0;
    let code = this.codes.get(value);
    if (code === undefined) {
      code = this.values.length;
      this.codes.set(value, code);
      this.values.push(value);
    }
    return code;
  }

  /** The code of a known value, else undefined. */
  code(value: string): number | undefined {
    return this.codes.get(value);
  }

  value(code: number): string | null {
    return this.values[code] ?? null;
  }
}
