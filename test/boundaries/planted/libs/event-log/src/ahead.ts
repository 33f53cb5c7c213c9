import '#notices';
