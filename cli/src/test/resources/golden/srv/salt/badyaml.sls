a: [b
