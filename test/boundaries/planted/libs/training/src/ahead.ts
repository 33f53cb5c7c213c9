import '#certification';
