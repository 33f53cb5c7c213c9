import '#training';
