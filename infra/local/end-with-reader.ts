/**
 * Ends the process quietly when whoever reads its output goes away (`… | head`), as commands do; any other failure to
 * write stays an error.
 */
export function endWithReader(stdout: NodeJS.WriteStream): void {
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') {
      throw error;
    }
    process.exit();
  });
}
