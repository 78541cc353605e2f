// One line to each stream, one of two lines; event: {"lines": n} prints n numbered lines more.
export const handler = async (event) => {
  console.log('to the output', { answer: 42 });
  console.error('to the error output');
  console.warn('two\nlines');
  process.stdout.write('raw\n');
  for (let line = 0; line < (event.lines ?? 0); line += 1) process.stdout.write(`line ${line}\n`);
  return 'printed';
};
