throw new RangeError('The configuration is missing.');
