/** What runs at once, and the most that ever did. */
export class RunningCount {
  current = 0;
  maximum = 0;

  enter(): void {
    this.current += 1;
    if (this.current > this.maximum) this.maximum = this.current;
  }

  leave(): void {
    this.current -= 1;
  }
}
