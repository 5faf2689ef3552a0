"""Files of the kinds that staff import, made by code. All of it is sample data: nobody said it."""
