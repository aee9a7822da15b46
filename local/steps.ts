export interface Steps {
  /** Begins a step, and so ends the one before. */
  begin(name: string): void;
  /** How far the step is. */
  progress(text: string): void;
  /** Ends the step, with what there is to say of it. */
  end(note?: string): void;
}

/** Shows one line per step with its time; on a terminal, the line moves while the step runs. */
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
