export interface Steps {
  /** Ends the current step and begins the next one. */
  begin(name: string): void;
  /** Shows the progress of the step. */
  progress(text: string): void;
  /** Ends the step, with an optional note. */
  end(note?: string): void;
}

/** Prints one line for each step with its duration. On a terminal, the line is updated while the step runs. */
export function createSteps(out: NodeJS.WritableStream & { isTTY?: boolean }): Steps {
  let name: string | null = null;
  let started = 0;

  const line = (text: string) => out.isTTY && out.write(`\r\u001b[K${text}`);

  function end(note?: string): void {
    if (name === null) return;
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    out.write(`${out.isTTY ? '\r\u001b[K' : ''}  ${name}${note ? `: ${note}` : ''} (${seconds} s)\n`);
    name = null;
  }

  return {
    begin(next) {
      end();
      name = next;
      started = performance.now();
      line(`  ${name} ...`);
    },
    progress(text) {
      if (name !== null) line(`  ${name}: ${text}`);
    },
    end,
  };
}
