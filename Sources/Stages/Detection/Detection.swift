// Detection.
